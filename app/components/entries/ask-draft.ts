import type { DraftFields } from '#app/modules/entries/draft-fields.ts'
import type { SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import type { Standing } from '#app/modules/entries/standing.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { askToStore } from '../ui/ask-server.ts'

/** What the server has of a dossier after a save: what it did not take, and everything that stands there now. */
export type DraftAnswer = SavedDraft & {
  savedAt: string
  categoryId: string | null
  standing: Standing
  fields: DraftFields
}

/** Why not all of it was taken: by field, what stands where it was written elsewhere too, or of the whole. */
export type DraftWhy = { errors: Record<string, Message>; conflicts: DraftFields; whole: Message | null }
export const noWhy: DraftWhy = { errors: {}, conflicts: {}, whole: null }

export type DraftAsk = { version: number; changed: DraftFields; was: DraftFields; change: string }
export type DraftCame =
  | { is: 'answered'; answer: DraftAnswer }
  | { is: 'refused'; why: DraftWhy }
  | { is: 'noLine' }
  | { is: 'signedOut' }

/** Sends what was changed, with what stood there before. */
export async function askDraft(
  entryId: string,
  { version, changed, was, change }: DraftAsk,
): Promise<DraftCame> {
  const body = new URLSearchParams({ version: String(version), change, ...changed })
  for (const [name, value] of Object.entries(was)) body.set(`was.${name}`, value)
  const came = await askToStore<DraftAnswer, { refused: Message }>(`/entries/${entryId}/draft`, body)
  if (came.is === 'said') return { is: 'refused', why: { ...noWhy, whole: came.said.refused } }
  if (came.is !== 'notTaken') return came
  const key = came.status === 404 ? 'entry.refused.gone' : 'entry.refused.notTaken'
  return { is: 'refused', why: { ...noWhy, whole: { key, values: { status: came.status } } } }
}
