import { asc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { screenings } from '#db/schema/entries.ts'

/** Every decision about an entry, the first one first, with who took it. */
export function screeningsOf(entryId: string) {
  return database()
    .select({
      id: screenings.id,
      at: screenings.at,
      decision: screenings.decision,
      reason: screenings.reason,
      note: screenings.note,
      returnUntil: screenings.returnUntil,
      returnFields: screenings.returnFields,
      by: users.name,
    })
    .from(screenings)
    .leftJoin(users, eq(users.id, screenings.by))
    .where(eq(screenings.entryId, entryId))
    .orderBy(asc(screenings.at), asc(screenings.id))
}
