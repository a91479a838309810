import type { Actor } from '#app/modules/actor/actor.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { notFound } from './guard.server.ts'
import { redirectWithNotice } from './notice.server.ts'

/** Hands a dossier in as it was at the version its author saw, and says on its page what came of it. `arrived`: when it was pressed. */
export async function handIn(actor: Actor, entryId: string, arrived: number, seen?: number) {
  const answer = await submitEntry(actor, entryId, seen, arrived)
  if (!answer) notFound()
  const page = `/entries/${entryId}`
  if (isRefusal(answer)) {
    const place = answer.field ? `${page}#${answer.field}` : page
    return redirectWithNotice(place, answer.refused.key, answer.refused.values, 'error')
  }
  const notice = answer.isSupplement ? 'entry.notice.supplemented' : 'entry.notice.submitted'
  return redirectWithNotice(page, notice, { number: answer.numberText })
}
