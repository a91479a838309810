import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { finalists } from '#app/modules/results/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, finalists)
  if (!form.ok)
    return redirectWithNotice(`/organizer/${edition.number}/results`, 'form.error.invalid', {}, 'error')
  const { roundId, categoryId, entryIds } = form.value
  const answer = await advance(actor, roundId, categoryId, entryIds)
  if (!answer) notFound()
  const page = `/organizer/${edition.number}/results?round=${roundId}&category=${categoryId}`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'results.notice.advanced', { count: entryIds.length })
}
