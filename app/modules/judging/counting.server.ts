import { isNull, sql } from 'drizzle-orm'
import { quoted } from '#db/quoted.ts'
import { assignments, scoreSheets } from '#db/schema/judging.ts'
import { awayReasons } from './reading.ts'

/**
 * What of a round's judging counts, written once. In raw statements `a` is an assignment and `s` its sheet.
 *
 * A reading stands until it has ended: its judge gives it back or leaves, or a conflict takes it away. A sheet counts when
 * it was sent, was not struck and its reading stands: whatever was scored before somebody stepped back is kept and
 * decides nothing ("từ chối chấm do xung đột lợi ích"). Statements about these sheets alone read the view
 * `counting_sheets`, those that count them among others ask `counts`; both are the database's function `sheet_counts`.
 */
export const stands = sql`a.ended_at is null`
export const counts = sql`sheet_counts(s.state, s.struck_at, a.ended_at)`

/** Whether a reading ended because its judge keeps away from the work: who does must not be asked again. */
export const steppedBack = sql`a.ended_why in (${quoted(awayReasons)})`

/** The same for statements that are built. */
export const standing = isNull(assignments.endedAt)
export const counting = sql`sheet_counts(${scoreSheets.state}, ${scoreSheets.struckAt}, ${assignments.endedAt})`
export const keptAway = sql`${assignments.endedWhy} in (${quoted(awayReasons)})`
