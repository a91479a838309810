import { mayLeave, tableOf, type Moves } from '../moves/table.ts'
import { faultKind, type Fault } from './mail-fault.ts'
import type { MailState } from './mail.ts'

/**
 * The moves of a letter: from which states to which, and who makes them. Whoever writes a state asks here, buttons ask
 * `mayResend`. `dropped` is a sending whose worker is no more, of what is owed; of what goes only once it is `lost`.
 */
export const letterMoves = {
  kept: {
    from: ['queued'],
    to: 'kept',
    by: ['worker'],
    when: 'as it is written, no mail server being set up',
  },
  taken: { from: ['queued', 'waiting'], to: 'sending', by: ['worker'] },
  arrived: { from: ['sending'], to: 'sent', by: ['worker'] },
  postponed: { from: ['sending'], to: 'waiting', by: ['worker'] },
  dropped: {
    from: ['sending'],
    to: 'waiting',
    by: ['worker'],
    when: 'its worker is no more, and it is owed',
  },
  refused: { from: ['sending'], to: 'failed', by: ['worker'] },
  lost: {
    from: ['sending'],
    to: 'uncertain',
    by: ['worker'],
    when: 'nobody can tell whether it went, and it goes once',
  },
  resent: { from: ['waiting', 'failed'], to: 'queued', by: ['admin'] },
  risked: { from: ['uncertain'], to: 'queued', by: ['admin'], when: 'it may arrive twice' },
  stopped: { from: ['queued', 'waiting', 'failed'], to: 'stopped', by: ['recipient'], when: 'it goes once' },
} as const satisfies Moves<MailState>
export type LetterMove = keyof typeof letterMoves

export const letterTable = tableOf<MailState>('queued', ['kept', 'sent', 'failed', 'stopped'], letterMoves)

export const mayMove = (state: MailState, move: LetterMove): boolean => mayLeave(letterMoves[move], state)

/** The move by which an admin sends it again; null where that is not to be done. */
export const resending = (state: MailState): 'resent' | 'risked' | null =>
  mayMove(state, 'resent') ? 'resent' : mayMove(state, 'risked') ? 'risked' : null

/** States in which somebody has to know of a letter: it did not come, or nobody can tell. */
export const undelivered = ['failed', 'uncertain'] as const satisfies readonly MailState[]

/** Minutes from one try of a letter to the next: four days in all, then it has failed. */
const pauses = [1, 5, 15, 30, 60, 120, 240, ...Array<number>(11).fill(480)]

/** Minutes from one try of a server that takes nothing to the next, for as long as that lasts. */
const serverPauses = [1, 1, 2, 5, 10, 15]
export const serverPause = (tries: number): number => serverPauses[Math.min(tries, serverPauses.length) - 1]!

/**
 * What becomes of a letter that was handed over: its move, and in how many minutes it is tried again. `tries` counts this
 * one. A server that takes nothing is no try of the letter, which waits until the server is tried again.
 */
export function fateOf(
  fault: Fault | null,
  { once, tries }: { once: boolean; tries: number },
): { move: LetterMove; counts: boolean; minutes?: number } {
  if (!fault) return { move: 'arrived', counts: true }
  const kind = faultKind(fault)
  if (kind === 'server') return { move: 'postponed', counts: false, minutes: 0 }
  if (kind === 'unanswered' && once) return { move: 'lost', counts: true }
  const minutes = kind === 'refused' ? undefined : pauses[tries - 1]
  return minutes === undefined
    ? { move: 'refused', counts: true }
    : { move: 'postponed', counts: true, minutes }
}

/** What becomes of a letter whose worker died while it sent it. */
export const fateOfDropped = ({ once }: { once: boolean }): LetterMove => (once ? 'lost' : 'dropped')
