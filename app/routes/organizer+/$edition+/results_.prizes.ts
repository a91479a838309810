import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { backOr } from '#app/http/own-path.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { prizeProposals } from '#app/modules/results/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = backOr(request, `/organizer/${edition.number}/results`)
  const form = await readForm(request, prizeProposals)
  if (!form.ok) return redirectWithNotice(page, 'form.error.invalid', {}, 'error')
  const answer = await proposePrizes(actor, edition.id, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'results.notice.prizes', { count: answer.changed })
}
