import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { askToStore } from '../ui/ask-server.ts'
import type { Outcome, Sent } from '../ui/saving.ts'

/** Why a sheet was not taken: what the server says, of which criterion, and what stands there where it is another's. */
export type SheetRefusal = { refused: Message; field?: string; current?: SheetState }
export type SheetOutcome = Outcome<SheetRefusal>

/** What the server has of each sheet, as it last answered here: a page fetched before knows less. */
const answered = new Map<string, { version: number; text: string }>()
export const lastAnswer = (id: string) => answered.get(id)

export async function askSheet(id: string, { text, submit }: Sent, version: number): Promise<SheetOutcome> {
  const body = new URLSearchParams(text)
  body.set('version', String(version))
  body.set('intent', submit ? 'submit' : 'save')
  const came = await askToStore<SheetState, SheetRefusal>(`/judging/${id}/sheet`, body)
  if (came.is === 'answered') {
    answered.set(id, { version: came.answer.version, text })
    return { is: 'stored', version: came.answer.version }
  }
  if (came.is === 'said') return { is: came.said.current ? 'elsewhere' : 'refused', why: came.said }
  if (came.is !== 'notTaken') return came
  const key = came.status === 404 ? 'judging.refused.gone' : 'judging.refused.notTaken'
  return { is: 'refused', why: { refused: { key, values: { status: came.status } } } }
}
