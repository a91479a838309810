import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { declareConflict } from '#app/modules/judging/declare-conflict.server.ts'
import { conflictForm } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal.ts'

export const loader = () => redirect('/judging')

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const roundId = new URL(request.url).searchParams.get('round') ?? ''
  const page = `/judging?round=${roundId}`
  const form = await readForm(request, conflictForm)
  // What was typed goes back with the address: the page it stands on has no action of its own.
  const again = `${page}&${new URLSearchParams(form.ok ? form.values : form.failed.data.values)}`
  if (!form.ok) return redirectWithNotice(again, 'judging.refused.conflictForm', {}, 'error')
  const answer = await declareConflict(actor, roundId, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(again, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'judging.declared', { count: answer.givenBack })
}
