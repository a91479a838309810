import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { endOtherSessions } from '#app/modules/accounts/own-sessions.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const count = await endOtherSessions(await requireActor(request))
  return redirectWithNotice('/account', 'account.endedAll', { count })
}
