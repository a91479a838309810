import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { retraction } from '#app/modules/results/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { retractResults } from '#app/modules/results/publish-results.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  await requireRecentProof(request, actor)
  const page = `/organizer/${edition.number}/results`
  const form = await readForm(request, retraction)
  if (!form.ok) return redirectWithNotice(page, 'results.refused.reasonShort', {}, 'error')
  const answer = await retractResults(actor, edition.id, form.value.reason)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'results.notice.retracted')
}
