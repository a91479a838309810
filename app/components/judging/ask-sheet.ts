import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { askServer, SessionEnded } from '../ui/ask-server.ts'
import type { Outcome, Sent } from '../ui/saving.ts'

/** Why a sheet was not taken: what the server says, of which criterion, and what stands there where it is another's. */
export type SheetRefusal = { refused: Message; field?: string; current?: SheetState }
export type SheetOutcome = Outcome<SheetRefusal>

/** What the server has of each sheet, as it last answered here: a page fetched before knows less. */
const answered = new Map<string, { version: number; text: string }>()
export const lastAnswer = (id: string) => answered.get(id)

/** An answer that takes longer is none. */
const patience = 30_000

export async function askSheet(id: string, { text, submit }: Sent, version: number): Promise<SheetOutcome> {
  const body = new URLSearchParams(text)
  body.set('version', String(version))
  body.set('intent', submit ? 'submit' : 'save')
  try {
    const signal = AbortSignal.timeout(patience)
    const response = await askServer(`/judging/${id}/sheet`, { body, signal })
    if (response.ok) {
      const stored = (await response.json()) as SheetState
      answered.set(id, { version: stored.version, text })
      return { is: 'stored', version: stored.version }
    }
    if (response.status === 409) {
      const why = (await response.json()) as SheetRefusal
      return why.current ? { is: 'elsewhere', why } : { is: 'refused', why }
    }
    if (response.status >= 500 || response.status === 429) return { is: 'noLine' }
    const key = response.status === 404 ? 'judging.refused.gone' : 'judging.refused.notTaken'
    return { is: 'refused', why: { refused: { key, values: { status: response.status } } } }
  } catch (error) {
    return { is: error instanceof SessionEnded ? 'signedOut' : 'noLine' }
  }
}
