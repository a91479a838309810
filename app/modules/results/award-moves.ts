import type { EditionState } from '../editions/edition-moves.ts'
import { mayLeave, tableOf, type Moves } from '../moves/table.ts'

/** Where the prize of a work stands: nobody proposed one, proposed, given with the decision, published with it. */
export const awardStates = ['none', 'proposed', 'given', 'published'] as const
export type AwardState = (typeof awardStates)[number]

/** The state of a work's prize: a row once it is proposed, then as its edition stands. */
export function awardStateOf(hasPrize: boolean, edition: EditionState): AwardState {
  if (!hasPrize) return 'none'
  if (edition === 'published') return 'published'
  return edition === 'locked' ? 'given' : 'proposed'
}

/** The moves of a prize; those from `given` on are the edition's, which takes all its prizes along. */
export const awardMoves = {
  proposed: {
    from: ['none', 'proposed'],
    to: 'proposed',
    by: ['organizer'],
    when: 'the work is in a final, by hand or by the count of a ballot',
  },
  takenBack: { from: ['proposed'], to: 'none', by: ['organizer'], undoes: 'proposed' },
  fallen: {
    from: ['proposed', 'given', 'published'],
    to: 'none',
    by: ['organizer'],
    when: 'its work is disqualified',
  },
  locked: { from: ['proposed'], to: 'given', by: ['organizer'], when: 'the results are locked' },
  unlocked: {
    from: ['given'],
    to: 'proposed',
    by: ['organizer'],
    when: 'the results are unlocked',
    undoes: 'locked',
  },
  published: { from: ['given'], to: 'published', by: ['organizer'], when: 'the results are published' },
  retracted: {
    from: ['published'],
    to: 'given',
    by: ['organizer'],
    when: 'the results are retracted',
    undoes: 'published',
  },
} as const satisfies Moves<AwardState>
export type AwardMove = keyof typeof awardMoves

export const awardTable = tableOf<AwardState>('none', ['none', 'published'], awardMoves)

export const mayAward = (move: AwardMove, state: AwardState): boolean => mayLeave(awardMoves[move], state)
