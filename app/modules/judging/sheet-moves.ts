import { mayLeave, tableOf, type Moves } from '../moves/table.ts'
import type { SheetStateName } from './scoring.ts'

const whileOpen = 'its round takes scores and its judge sits there'

/**
 * The moves of a score sheet. A draft that its round closes over is kept and counts nowhere, so nobody is owed anything in
 * either state.
 */
export const sheetMoves = {
  saved: { from: ['draft'], to: 'draft', by: ['judge'], when: whileOpen },
  submitted: {
    from: ['draft'],
    to: 'submitted',
    by: ['judge'],
    when: `${whileOpen}, every criterion scored`,
  },
  recalled: {
    from: ['submitted'],
    to: 'draft',
    by: ['judge'],
    when: `${whileOpen}, with a reason`,
    undoes: 'submitted',
  },
  struck: {
    from: ['submitted'],
    to: 'submitted',
    by: ['organizer'],
    when: 'once, its round closed and the results not locked: it is kept and counts no more',
  },
} as const satisfies Moves<SheetStateName>

export const sheetTable = tableOf<SheetStateName>('draft', ['draft', 'submitted'], sheetMoves)

export const maySheet = (move: keyof typeof sheetMoves, state: SheetStateName): boolean =>
  mayLeave(sheetMoves[move], state)
