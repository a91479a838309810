import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { removeSecondFactor } from '#app/modules/accounts/second-factor.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  await requireRecentProof(request, actor)
  if (!(await removeSecondFactor(actor))) notFound()
  return redirectWithNotice('/account/second-factor', 'secondFactor.removed')
}
