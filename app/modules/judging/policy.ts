import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { RoundState } from './round.ts'

export type RoundForPolicy = { state: RoundState; opensAt: Date; closesAt: Date }

/** Scores are taken while the round is open and inside its own times; `now` is the database's clock. */
export function whyNotScore(round: RoundForPolicy, now: Date): Refusal | null {
  if (round.state === 'forming' || now < round.opensAt) return refuse('judging.refused.notOpen')
  return round.state === 'closed' || now > round.closesAt ? refuse('judging.refused.closed') : null
}

export function whyNotForm(round: RoundForPolicy): Refusal | null {
  return round.state === 'closed' ? refuse('judging.refused.closed') : null
}

/** A sheet is struck once its round is closed, until the results are locked; before that, its judge is kept away. */
export function whyNotStrike(
  round: Pick<RoundForPolicy, 'state'>,
  edition: { resultsLockedAt: Date | null },
): Refusal | null {
  if (round.state !== 'closed') return refuse('judging.refused.strikeOpen')
  return edition.resultsLockedAt ? refuse('results.refused.locked') : null
}
