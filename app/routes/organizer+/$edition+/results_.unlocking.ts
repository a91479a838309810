import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { unlockResults } from '#app/modules/results/lock-results.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  await requireRecentProof(request, actor)
  const answer = await unlockResults(actor, edition.id)
  if (!answer) notFound()
  const page = `/organizer/${edition.number}/results`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'results.notice.unlocked')
}
