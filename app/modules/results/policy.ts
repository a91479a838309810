import { mayEdition, type EditionState } from '../editions/edition-moves.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/** Why the results of an edition cannot be locked: they rest on prizes that were proposed and on rounds that are over. */
export function whyNotLock(edition: {
  state: EditionState
  prizes: number
  openRounds: number
}): Refusal | null {
  if (!mayEdition('locked', edition.state)) return refuse('error.moved')
  if (edition.prizes === 0) return refuse('results.refused.noPrizes')
  return edition.openRounds > 0 ? refuse('results.refused.roundOpen') : null
}
