import { and, asc, eq, ne, not } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, media } from '#db/schema/entries.ts'

/** What a receipt's public page may say: number, moment, and the SHA-256 of each file. No names. */
export async function receiptOf(code: string) {
  const [row] = await database()
    .select({
      id: entries.id,
      number: entries.number,
      edition: editions.number,
      submittedAt: entries.submittedAt,
      supplementedAt: entries.supplementedAt,
      state: entries.state,
    })
    .from(entries)
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .where(and(eq(entries.receiptCode, code), ne(entries.state, 'draft')))
  if (!row) return null
  const files = await database()
    .select({ kind: media.kind, bytes: media.bytes, sha256: media.sha256 })
    .from(media)
    .where(and(eq(media.entryId, row.id), eq(media.state, 'complete'), not(media.aside)))
    .orderBy(asc(media.startedAt), asc(media.id))
  const { id: _id, ...receipt } = row
  return { ...receipt, files }
}
