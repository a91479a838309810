import { mayLeave, tableOf, type Moves } from '../moves/table.ts'
import type { EntryState } from './entry.ts'

/**
 * The moves of an entry. `policy.ts` asks them for its author, `screening/policy.ts` for the secretariat; a conclusion
 * may be changed until somebody reads the work.
 */
export const entryMoves = {
  submitted: {
    from: ['draft'],
    to: 'submitted',
    by: ['reporter', 'coordinator'],
    when: 'in time, nothing mandatory missing',
  },
  completed: {
    from: ['returned'],
    to: 'submitted',
    by: ['reporter', 'coordinator'],
    when: 'by the date of the return, all that was asked for answered',
  },
  takenBack: {
    from: ['submitted'],
    to: 'draft',
    by: ['reporter', 'coordinator'],
    when: 'before the deadline',
    undoes: 'submitted',
  },
  discarded: { from: ['draft'], to: 'withdrawn', by: ['reporter', 'coordinator'] },
  putBack: {
    from: ['withdrawn'],
    to: 'draft',
    by: ['reporter', 'coordinator'],
    when: 'withdrawn as a draft, within a week and before the deadline',
    undoes: 'discarded',
  },
  withdrawn: {
    from: ['submitted', 'returned'],
    to: 'withdrawn',
    by: ['reporter', 'coordinator'],
    when: 'before the deadline, a returned one until its own date',
  },
  eligible: {
    from: ['submitted', 'returned', 'eligible', 'ineligible'],
    to: 'eligible',
    by: ['organizer'],
    when: 'nobody reads it; a returned one once its date is over',
  },
  ineligible: {
    from: ['submitted', 'returned', 'eligible', 'ineligible'],
    to: 'ineligible',
    by: ['organizer'],
    when: 'nobody reads it, with a reason; a returned one once its date is over',
  },
  returned: {
    from: ['submitted', 'returned', 'eligible', 'ineligible'],
    to: 'returned',
    by: ['organizer'],
    when: 'nobody reads it, with a date; a returned one once its date is over',
  },
  extended: {
    from: ['returned'],
    to: 'returned',
    by: ['organizer'],
    when: 'to a later date, also once its date is over',
  },
  disqualified: {
    from: ['eligible'],
    to: 'disqualified',
    by: ['organizer'],
    when: 'at any stage, with a reason',
  },
  reinstated: {
    from: ['disqualified'],
    to: 'eligible',
    by: ['organizer'],
    when: 'until the results are locked, with a reason',
    undoes: 'disqualified',
  },
} as const satisfies Moves<EntryState>
export type EntryMove = keyof typeof entryMoves

export const entryTable = tableOf<EntryState>(
  'draft',
  ['eligible', 'ineligible', 'withdrawn', 'disqualified'],
  entryMoves,
)

export const mayEntry = (move: EntryMove, state: EntryState): boolean => mayLeave(entryMoves[move], state)
