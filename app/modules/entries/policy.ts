import { localDay } from '../calendar/local-time.ts'
import { graceEnd } from '../editions/phase.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { mayEntry } from './entry-moves.ts'
import type { EntryState, Section } from './entry.ts'

/** What the owner of an entry may do with it now; `now` is the database's clock. Null is yes, else the reason. */
export type EntryForPolicy = {
  state: EntryState
  returnUntil: Date | null
  returnFields: string[] | null
  /** An upload of this entry that began before the deadline. */
  uploadBeganInTime: boolean
  /** The day on the postmark of what came by post, `yyyy-MM-dd`. */
  postmarkedOn?: string | null
  /** Of a draft that was withdrawn, until when it may be put back. */
  restsUntil?: Date | null
}
export type EditionForPolicy = { opensAt: Date; closesAt: Date; graceMinutes: number; postmarkDays?: number }

export function whyNotEdit(
  entry: EntryForPolicy,
  edition: EditionForPolicy,
  now: Date,
  section?: Section,
): Refusal | null {
  if (entry.state === 'returned') {
    if (now > entry.returnUntil!) return refuse('entry.refused.returnOver')
    if (section && !entry.returnFields?.includes(section)) return refuse('entry.refused.notAsked')
    return null
  }
  if (entry.state !== 'draft') return refuse('entry.refused.notDraft')
  return whyTooLate(edition, now, entry.postmarkedOn)
}

export function whyNotSubmit(entry: EntryForPolicy, edition: EditionForPolicy, now: Date): Refusal | null {
  if (mayEntry('completed', entry.state)) return whyNotBack(entry, now)
  if (!mayEntry('submitted', entry.state)) return refuse('entry.refused.notDraft')
  if (entry.uploadBeganInTime && now > edition.closesAt && now <= graceEnd(edition)) return null
  return whyTooLate(edition, now, entry.postmarkedOn)
}

/** An upload may start only in time, and finish within the grace of the edition. */
export function whyNotUpload(
  entry: EntryForPolicy,
  edition: EditionForPolicy,
  now: Date,
  startedAt: Date | null,
): Refusal | null {
  if (entry.state === 'returned') return whyNotEdit(entry, edition, now, 'media')
  if (entry.state !== 'draft') return refuse('entry.refused.notDraft')
  if (startedAt && startedAt <= edition.closesAt && now <= graceEnd(edition)) return null
  return whyTooLate(edition, now, entry.postmarkedOn)
}

export function whyNotTakeBack(entry: EntryForPolicy, edition: EditionForPolicy, now: Date): Refusal | null {
  if (!mayEntry('takenBack', entry.state)) return refuse('entry.refused.notSubmitted')
  return whyTooLate(edition, now, entry.postmarkedOn)
}

export function whyNotWithdraw(entry: EntryForPolicy, edition: EditionForPolicy, now: Date): Refusal | null {
  if (mayEntry('discarded', entry.state)) return null
  if (!mayEntry('withdrawn', entry.state)) return refuse('entry.refused.notSubmitted')
  if (entry.state === 'returned') return whyNotBack(entry, now)
  return whyTooLate(edition, now, entry.postmarkedOn)
}

/** A returned dossier is its author's until its own date, whatever the deadline. */
const whyNotBack = (entry: EntryForPolicy, now: Date): Refusal | null =>
  now > entry.returnUntil! ? refuse('entry.refused.returnOver') : null

/** A draft that was withdrawn rests like what is deleted from it; what had been handed in is withdrawn for good. */
export function whyNotPutBack(entry: EntryForPolicy, edition: EditionForPolicy, now: Date): Refusal | null {
  if (!mayEntry('putBack', entry.state)) return refuse('entry.refused.notWithdrawn')
  if (!entry.restsUntil) return refuse('entry.refused.withdrawnForGood')
  if (now >= entry.restsUntil) return refuse('entry.refused.draftRestOver')
  return whyTooLate(edition, now, entry.postmarkedOn)
}

/**
 * "Đến hết ngày 31/7" is the last millisecond of that day in Viet Nam; the moment itself is still in time. What was
 * postmarked by then may be entered for some days more.
 */
export function whyTooLate(
  { opensAt, closesAt, postmarkDays = 0 }: EditionForPolicy,
  now: Date,
  postmarkedOn: string | null = null,
): Refusal | null {
  if (now < opensAt) return refuse('entry.refused.tooEarly')
  const byPost = postmarkedOn !== null && postmarkedOn <= localDay(closesAt)
  const until = byPost ? closesAt.getTime() + postmarkDays * 24 * 3600_000 : closesAt.getTime()
  return now.getTime() > until ? refuse('entry.refused.tooLate') : null
}
