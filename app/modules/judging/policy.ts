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
