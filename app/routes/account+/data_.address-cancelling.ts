import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { cancelAddress } from '#app/modules/privacy/change-address.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  await cancelAddress(await requireActor(request))
  return redirectWithNotice('/account/data', 'personal.address.cancelled')
}
