import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { createDraft } from '#app/modules/entries/create-draft.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const loader = () => redirect('/entries')

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const editionId = String((await readFields(request)).get('editionId') ?? '')
  const answer = await createDraft(actor, editionId)
  if (isRefusal(answer))
    return redirectWithNotice('/entries', answer.refused.key, answer.refused.values, 'error')
  return redirect(`/entries/${answer.entryId}`)
}
