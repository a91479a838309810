import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { replaceJudge } from '#app/modules/judging/replace-judge.server.ts'
import { replacementForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = `/organizer/${edition.number}/rounds/${params.roundId}`
  const form = await readForm(request, replacementForm)
  if (!form.ok) return redirectWithNotice(page, 'round.error.replaceIncomplete', {}, 'error')
  const answer = await replaceJudge(actor, params.roundId!, { panelId: params.panelId!, ...form.value })
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'round.replaced', answer)
}
