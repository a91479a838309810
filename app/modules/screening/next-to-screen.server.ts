import { and, asc, eq, notInArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'

/** The next dossier that waits for screening, after the given number; none of those in `barred`. */
export async function nextToScreen(
  editionId: string,
  afterNumber: number,
  barred: Set<string>,
): Promise<string | null> {
  const [row] = await database()
    .select({ id: entries.id })
    .from(entries)
    .where(
      and(
        eq(entries.editionId, editionId),
        eq(entries.state, 'submitted'),
        notInArray(entries.id, [...barred]),
      ),
    )
    .orderBy(sql`${entries.number} <= ${afterNumber}`, asc(entries.number))
    .limit(1)
  return row?.id ?? null
}
