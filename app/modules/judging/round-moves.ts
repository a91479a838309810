import { refuse, type Refusal } from '../refusal/refusal.ts'
import { mayLeave, tableOf, type Move } from '../moves/table.ts'
import type { roundKinds, RoundState } from './round.ts'

/**
 * The moves of a round: from which state to which, who makes them, whether a locked result stands against it, and what
 * has to be said. Actions ask `whyNotMove`, buttons `movesOf`.
 */
export const roundMoves = {
  opened: {
    from: ['forming'],
    to: 'open',
    by: ['organizer'],
    when: 'its works are shared out, a final has finalists, its closing lies ahead',
    whenLocked: true,
  },
  extended: {
    from: ['open'],
    to: 'open',
    by: ['organizer'],
    when: 'later than before, with a reason',
    whenLocked: true,
  },
  closed: {
    from: ['open'],
    to: 'closed',
    by: ['organizer'],
    when: 'no ballot of it is open',
    whenLocked: true,
  },
  reopened: {
    from: ['closed'],
    to: 'open',
    by: ['organizer'],
    when: 'the results are not locked, with a closing ahead and a reason',
    undoes: 'closed',
    whenLocked: false,
  },
} as const satisfies Record<string, Move<RoundState> & { whenLocked: boolean }>

export const roundTable = tableOf<RoundState>('forming', ['closed'], roundMoves)

export const roundMoveNames = ['opened', 'extended', 'closed', 'reopened'] as const
export type RoundMove = (typeof roundMoveNames)[number]

export type RoundToMove = {
  state: RoundState
  kind: (typeof roundKinds)[number]
  closesAt: Date
  /** readings given out */
  assigned: number
  /** ballots that are open */
  voting: number
  /** whether the edition's results are locked */
  locked: boolean
}

/** Why a round cannot make a move now. `closesAt` is until when it would be open by it. */
export function whyNotMove(move: RoundMove, round: RoundToMove, closesAt: Date, now: Date): Refusal | null {
  return whyNotYet(move, round) ?? whyNotUntil(move, round, closesAt, now)
}

/** The moves that could be made with a round as it stands, whatever is said with them. */
export const movesOf = (round: RoundToMove): RoundMove[] =>
  roundMoveNames.filter((move) => whyNotYet(move, round) === null)

function whyNotYet(move: RoundMove, round: RoundToMove): Refusal | null {
  if (!mayLeave(roundMoves[move], round.state)) return refuse('error.moved')
  if (round.locked && !roundMoves[move].whenLocked) return refuse('results.refused.locked')
  if (move === 'opened' && round.kind === 'scoring' && round.assigned === 0)
    return refuse('round.error.nothingAssigned')
  return move === 'closed' && round.voting > 0 ? refuse('ballot.refused.stillOpen') : null
}

function whyNotUntil(move: RoundMove, round: RoundToMove, closesAt: Date, now: Date): Refusal | null {
  if (move === 'closed') return null
  if (closesAt <= now)
    return refuse(move === 'opened' ? 'round.error.past' : 'round.error.notAhead', {}, 'closesAt')
  return move === 'extended' && closesAt <= round.closesAt
    ? refuse('round.error.notLater', {}, 'closesAt')
    : null
}
