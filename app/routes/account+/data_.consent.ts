import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { consentAgain } from '#app/modules/accounts/consent.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  await consentAgain(await requireActor(request))
  return redirectWithNotice('/account/data', 'personal.consent.done')
}
