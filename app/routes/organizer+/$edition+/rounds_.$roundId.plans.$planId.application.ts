import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const answer = await applyPlan(actor, params.planId!)
  if (!answer) notFound()
  const page = `/organizer/${edition.number}/rounds/${params.roundId}`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  const { added, short } = answer
  return redirectWithNotice(page, 'round.assignedNotice', { count: added, added, short })
}
