import { mayEdition, type EditionState } from '../editions/edition-moves.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/**
 * Why the results of an edition cannot be locked: they rest on prizes that were proposed and on rounds that are over. A
 * final that is closed and has nobody left who could win (`couldWin`) gives none; null while there is no such final.
 */
export function whyNotLock(edition: {
  state: EditionState
  prizes: number
  openRounds: number
  couldWin: number | null
}): Refusal | null {
  if (!mayEdition('locked', edition.state)) return refuse('error.moved')
  if (edition.prizes === 0 && edition.couldWin !== 0) return refuse('results.refused.noPrizes')
  return edition.openRounds > 0 ? refuse('results.refused.roundOpen') : null
}
