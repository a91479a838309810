import { mayLeave, tableOf, type Moves } from '../moves/table.ts'
import type { ballotStates } from './ballot.ts'

export type BallotState = (typeof ballotStates)[number]

/** The moves of a secret ballot. A ballot that elected nobody, or ended in a tie, is held again as a ballot of its own. */
export const ballotMoves = {
  cast: {
    from: ['open'],
    to: 'open',
    by: ['judge'],
    when: 'once, by who sits in its panel while the round is open',
  },
  counted: { from: ['open'], to: 'counted', by: ['organizer'] },
} as const satisfies Moves<BallotState>

export const ballotTable = tableOf<BallotState>('open', ['counted'], ballotMoves)

export const mayBallot = (move: keyof typeof ballotMoves, state: BallotState): boolean =>
  mayLeave(ballotMoves[move], state)
