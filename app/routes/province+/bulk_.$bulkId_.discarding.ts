import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { discardBulk } from '#app/modules/outreach/bulk-entries.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  if (!(await discardBulk(actor, params.bulkId!))) notFound()
  return redirectWithNotice('/province/entering', 'follow.bulk.discarded')
}
