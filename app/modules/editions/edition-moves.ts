import { mayLeave, tableOf, type Moves } from '../moves/table.ts'
import { phaseOf } from './phase.ts'

/** Where an edition stands: by its dates until its results are locked, then by what its organizers do. */
export const editionStates = ['upcoming', 'open', 'judging', 'locked', 'published'] as const
export type EditionState = (typeof editionStates)[number]

type Dates = { opensAt: Date; closesAt: Date; resultsLockedAt: Date | null; publishedAt: Date | null }

/** The state of an edition whose row says this; `now` is the database's clock. */
export function editionStateOf(edition: Dates, now: Date): EditionState {
  const phase = phaseOf(edition, now)
  return phase !== 'published' && edition.resultsLockedAt ? 'locked' : phase
}

/** The moves of an edition. What its dates move is read from them and written nowhere. */
export const editionMoves = {
  begun: { from: ['upcoming'], to: 'open', by: ['clock'], when: 'its opening comes' },
  ended: { from: ['open'], to: 'judging', by: ['clock'], when: 'its deadline passes' },
  postponed: {
    from: ['open'],
    to: 'upcoming',
    by: ['organizer'],
    when: 'a later opening is set',
    undoes: 'begun',
  },
  extended: {
    from: ['judging'],
    to: 'open',
    by: ['organizer'],
    when: 'a later deadline is set',
    undoes: 'ended',
  },
  locked: {
    from: ['open', 'judging'],
    to: 'locked',
    by: ['organizer'],
    when: 'prizes proposed, every round closed, a reason given for every departure',
  },
  unlocked: { from: ['locked'], to: 'judging', by: ['organizer'], undoes: 'locked' },
  unlockedEarly: {
    from: ['locked'],
    to: 'open',
    by: ['organizer'],
    when: 'unlocked before its deadline',
    undoes: 'locked',
  },
  published: { from: ['locked'], to: 'published', by: ['organizer'] },
  retracted: {
    from: ['published'],
    to: 'locked',
    by: ['organizer'],
    when: 'with a reason',
    undoes: 'published',
  },
  corrected: {
    from: ['published'],
    to: 'published',
    by: ['organizer'],
    when: 'a published work is disqualified: a new version, with the reason',
  },
} as const satisfies Moves<EditionState>
export type EditionMove = keyof typeof editionMoves

export const editionTable = tableOf<EditionState>('upcoming', ['published'], editionMoves)

/** What can be done with the results of an edition that is past its beginning. */
export const resultMovesOf = (edition: Pick<Dates, 'resultsLockedAt' | 'publishedAt'>): EditionMove[] => {
  const state = edition.publishedAt ? 'published' : edition.resultsLockedAt ? 'locked' : 'judging'
  return (['locked', 'unlocked', 'published', 'retracted'] as const).filter((move) => mayEdition(move, state))
}

export const mayEdition = (move: EditionMove, state: EditionState): boolean =>
  mayLeave(editionMoves[move], state)
