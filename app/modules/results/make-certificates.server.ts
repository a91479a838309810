import { isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { randomSymbols } from '#db/ids.ts'
import { entries } from '#db/schema/entries.ts'
import { certificates, publications } from '#db/schema/results.ts'

/** A code for each prize of a publication that has none yet; one that was given once stays, whatever is published later. */
export async function makeCertificates(publicationId: string, connection: Connection = database()) {
  const without = await connection.execute<{ id: string }>(sql`
    select e.id
    from ${publications} p
    cross join jsonb_array_elements(p.results) as one (line)
    join ${entries} e on e.edition_id = p.edition_id and e.number = (one.line->>'number')::int
    where p.id = ${publicationId} and not exists (
      select 1 from ${certificates} c where c.entry_id = e.id)`)
  if (without.length === 0) return
  await connection
    .insert(certificates)
    .values(without.map(({ id }) => ({ entryId: id, code: randomSymbols(12), publicationId })))
    .onConflictDoNothing()
}

/** The same for every list that stands: an earlier release made no codes when it published. */
export async function makeMissingCertificates() {
  const standing = await database()
    .select({ id: publications.id })
    .from(publications)
    .where(isNull(publications.retractedAt))
  for (const { id } of standing) await makeCertificates(id)
}
