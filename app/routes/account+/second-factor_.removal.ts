import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { removeSecondFactor } from '#app/modules/accounts/second-factor.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  await requireRecentProof(request, actor)
  if (!(await removeSecondFactor(actor))) notFound()
  // Another session, and with it another secret: the telephone that was given up makes no codes for the next.
  const response = redirectWithNotice('/account/second-factor', 'secondFactor.removed')
  response.headers.append('Set-Cookie', await startSession(actor.userId, senderOf(request, context).from))
  return response
}
