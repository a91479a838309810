import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requestWave } from '#app/modules/judging/request-plan.server.ts'
import { waveForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** Asks for a plan of further readings where they help most. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, waveForm)
  const page = `/organizer/${edition.number}/rounds/${params.roundId}`
  if (!form.ok) return redirectWithNotice(page, 'form.error.number', {}, 'error')
  const answer = await requestWave(actor, params.roundId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(`${page}#plan`, 'round.planAsked')
}
