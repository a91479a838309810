import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { imposedConflictForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, imposedConflictForm)
  const page = `/organizer/${edition.number}/rounds/${params.roundId}`
  // What was typed goes back with the address: the page it stands on has an action of its own.
  const typed = form.ok ? form.values : form.failed.data.values
  const again = `${page}?${new URLSearchParams(typed)}#conflicts`
  if (!form.ok) return redirectWithNotice(again, 'round.error.conflictForm', {}, 'error')
  const answer = await imposeConflict(actor, params.roundId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(again, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(`${page}#conflicts`, 'round.conflictImposed', { count: answer.givenBack })
}
