import { refuse, type Refusal } from '../refusal/refusal.ts'
import { mayLeave, tableOf, type Move } from '../moves/table.ts'
import type { roundKinds, RoundState, Stage } from './round.ts'

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
  unopened: {
    from: ['open'],
    to: 'forming',
    by: ['organizer'],
    when: 'no sheet of it was begun, no ballot of it called',
    undoes: 'opened',
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

export const roundMoveNames = ['opened', 'unopened', 'extended', 'closed', 'reopened'] as const
export type RoundMove = (typeof roundMoveNames)[number]

export type RoundToMove = {
  state: RoundState
  stage: Stage
  kind: (typeof roundKinds)[number]
  closesAt: Date
  /** works in it */
  works: number
  /** sheets that were begun, and ballots that were called */
  begun: number
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

/** Why a round that is being formed cannot be opened as it stands; null too where it is not being formed. */
export const whyNotOpen = (round: RoundToMove): Refusal | null =>
  mayLeave(roundMoves.opened, round.state) ? whyNotYet('opened', round) : null

function whyNotYet(move: RoundMove, round: RoundToMove): Refusal | null {
  if (!mayLeave(roundMoves[move], round.state)) return refuse('error.moved')
  if (round.locked && !roundMoves[move].whenLocked) return refuse('results.refused.locked')
  if (move === 'opened') return whyNotOpened(round)
  if (move === 'unopened' && round.begun > 0) return refuse('round.error.begun')
  return move === 'closed' && round.voting > 0 ? refuse('ballot.refused.stillOpen') : null
}

/** A round opens with works: those of a final are chosen by those of the round before it, or ticked for it. */
function whyNotOpened({ stage, kind, works, assigned }: RoundToMove): Refusal | null {
  if (works === 0 && (stage === 'final' || kind === 'ballot'))
    return refuse(stage === 'final' ? 'round.error.noFinalists' : 'round.error.noWorks')
  return kind === 'scoring' && assigned === 0 ? refuse('round.error.nothingAssigned') : null
}

function whyNotUntil(move: RoundMove, round: RoundToMove, closesAt: Date, now: Date): Refusal | null {
  if (move === 'closed' || move === 'unopened') return null
  if (closesAt <= now)
    return refuse(move === 'opened' ? 'round.error.past' : 'round.error.notAhead', {}, 'closesAt')
  return move === 'extended' && closesAt <= round.closesAt
    ? refuse('round.error.notLater', {}, 'closesAt')
    : null
}
