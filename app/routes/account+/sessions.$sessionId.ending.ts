import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { endOwnSession } from '#app/modules/accounts/own-sessions.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  if (!(await endOwnSession(actor, params.sessionId!))) notFound()
  return redirectWithNotice('/account', 'account.ended')
}
