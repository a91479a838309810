import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { recall } from '#app/modules/judging/schema.ts'
import { recallSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, recall)
  const page = `/judging/${params.assignmentId}`
  if (!form.ok) return redirectWithNotice(page, 'judging.refused.recallReason', {}, 'error')
  const answer = await recallSheet(actor, params.assignmentId!, form.value.reason)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'judging.recalled')
}
