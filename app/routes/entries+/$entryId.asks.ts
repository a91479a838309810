import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { answerAsks } from '#app/modules/entries/answer-asks.server.ts'
import { askWords } from '#app/modules/entries/schema.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'

/** Why what was asked for stays as it is: JSON for a script, the page for a form. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const page = `/entries/${params.entryId}`
  const byScript = request.headers.get('Accept') === 'application/json'
  const form = await readForm(request, askWords)
  const answer = form.ok
    ? await answerAsks(actor, params.entryId!, form.value)
    : refuse('entry.refused.wordTooLong')
  if (!answer) notFound()
  if (byScript) return Response.json(answer, { status: isRefusal(answer) ? 409 : 200 })
  if (isRefusal(answer))
    return redirectWithNotice(`${page}#asked`, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(`${page}#asked`, 'entry.notice.asked')
}
