import { and, eq, isNull, sql } from 'drizzle-orm'
import { assignments, scoreSheets } from '#db/schema/judging.ts'

/**
 * What of a round's judging counts, written once. In raw statements `a` is an assignment and `s` its sheet.
 *
 * A reading stands until the judge gives it back or a conflict takes it away. A sheet counts when it was sent and its
 * reading stands: whatever was scored before somebody stepped back is kept and decides nothing ("từ chối chấm do xung
 * đột lợi ích").
 */
export const stands = sql`a.recused_at is null`
export const counts = sql`(s.state = 'submitted' and a.recused_at is null)`

/** The same for statements that are built. */
export const standing = isNull(assignments.recusedAt)
export const counting = and(eq(scoreSheets.state, 'submitted'), standing)!
