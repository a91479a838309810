import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { recall } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { reinstateEntry } from '#app/modules/results/disqualify-entry.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = `/organizer/${edition.number}/entries/${params.entryId}`
  const form = await readForm(request, recall)
  if (!form.ok) return redirectWithNotice(page, 'results.refused.reasonShort', {}, 'error')
  const answer = await reinstateEntry(actor, params.entryId!, form.value.reason)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'screening.reinstated')
}
