import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { explainOutcome } from '#app/modules/results/outcomes.server.ts'
import { explanation } from '#app/modules/results/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, explanation)
  const page = `/organizer/${edition.number}/results`
  if (!form.ok) return redirectWithNotice(page, 'results.refused.reasonShort', {}, 'error')
  const { roundId, categoryId } = form.value
  const answer = await explainOutcome(actor, edition.id, form.value)
  if (!answer) notFound()
  const here = `${page}?round=${roundId}&category=${categoryId}`
  if (isRefusal(answer)) return redirectWithNotice(here, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(here, 'results.notice.explained')
}
