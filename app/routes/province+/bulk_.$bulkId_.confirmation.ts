import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { confirmBulk } from '#app/modules/outreach/bulk-entries.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  const answer = await confirmBulk(actor, params.bulkId!)
  if (!answer) notFound()
  const page = `/province/bulk/${params.bulkId}`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  const { edition, code } = answer
  return redirectWithNotice(`/province/drafts?province=${code}&edition=${edition}`, 'follow.bulk.done', {
    count: answer.entered,
  })
}
