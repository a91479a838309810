import { mayEntry } from '../entries/entry-moves.ts'
import type { EntryState } from '../entries/entry.ts'
import type { screeningDecisions } from '../entries/screening-reasons.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

type Decision = (typeof screeningDecisions)[number]
export type EntryToScreen = { state: EntryState; returnUntil: Date | null }

/**
 * Why the secretariat cannot conclude so about a dossier now. `readings` are those that stand; `until` is the date of a
 * return. A returned dossier is its author's until its date; after it the secretariat goes on without what was asked for.
 */
export function whyNotScreen(
  entry: EntryToScreen,
  ask: { decision: Decision; until?: Date },
  readings: number,
  now: Date,
): Refusal | null {
  if (!mayEntry(ask.decision, entry.state)) return refuse('screening.refusedState')
  if (entry.state === 'returned' && now <= entry.returnUntil!) return refuse('screening.refusedWaiting')
  if (readings > 0) return refuse('screening.refusedRound')
  return ask.until && ask.until <= now ? refuse('screening.untilPast', {}, 'until') : null
}

/** Why a returned dossier cannot be given until then; it may be late already. */
export function whyNotExtendReturn(entry: EntryToScreen, until: Date, now: Date): Refusal | null {
  if (!mayEntry('extended', entry.state)) return refuse('screening.refusedState')
  if (until <= now) return refuse('screening.untilPast', {}, 'until')
  return until <= entry.returnUntil! ? refuse('screening.untilNotLater', {}, 'until') : null
}

/** The conclusions that could be drawn about a dossier as it stands, and whether its return could be extended. */
export const screeningMovesOf = (
  entry: EntryToScreen,
  readings: number,
  now: Date,
): { decisions: Decision[]; extend: boolean } => ({
  decisions: (['eligible', 'ineligible', 'returned'] as const).filter(
    (decision) => whyNotScreen(entry, { decision }, readings, now) === null,
  ),
  extend: mayEntry('extended', entry.state),
})
