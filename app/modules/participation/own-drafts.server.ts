import { and, eq, inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'

/** Those of the drafts that the coordinator entered and still holds: they can be opened. */
export async function ownDrafts(actor: Actor, rows: { id: string }[]): Promise<string[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const own = await database()
    .select({ id: entries.id })
    .from(entries)
    .where(and(inArray(entries.id, ids), eq(entries.ownerId, actor.userId)))
  return own.map((row) => row.id)
}
