import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { removePasskey } from '#app/modules/accounts/passkeys.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  await requireRecentProof(request, actor)
  if (!(await removePasskey(actor, params.passkeyId!))) notFound()
  return redirectWithNotice('/account/second-factor', 'passkey.removed')
}
