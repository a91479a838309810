import type { DraftFields } from '#app/modules/entries/draft-fields.ts'
import type { SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import type { Standing } from '#app/modules/entries/standing.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { askServer, SessionEnded } from '../ui/ask-server.ts'

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
export type Came =
  | { is: 'answered'; answer: DraftAnswer }
  | { is: 'refused'; why: DraftWhy }
  | { is: 'noLine' }
  | { is: 'signedOut' }

/** An answer that takes longer is none. */
const patience = 30_000

/** Sends what was changed, with what stood there before. */
export async function askDraft(entryId: string, { version, changed, was, change }: DraftAsk): Promise<Came> {
  const body = new URLSearchParams({ version: String(version), change, ...changed })
  for (const [name, value] of Object.entries(was)) body.set(`was.${name}`, value)
  try {
    const signal = AbortSignal.timeout(patience)
    const response = await askServer(`/entries/${entryId}/draft`, { body, signal })
    if (response.ok) return { is: 'answered', answer: (await response.json()) as DraftAnswer }
    if (response.status === 409) {
      const { refused } = (await response.json()) as { refused: Message }
      return { is: 'refused', why: { ...noWhy, whole: refused } }
    }
    if (response.status >= 500 || response.status === 429) return { is: 'noLine' }
    const key = response.status === 404 ? 'entry.refused.gone' : 'entry.refused.notTaken'
    return { is: 'refused', why: { ...noWhy, whole: { key, values: { status: response.status } } } }
  } catch (error) {
    return { is: error instanceof SessionEnded ? 'signedOut' : 'noLine' }
  }
}
