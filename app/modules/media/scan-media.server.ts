import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { environment } from '#app/env.server.ts'
import type { Transaction } from '#db/client.ts'
import { heldRoles, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, media } from '#db/schema/entries.ts'
import { StorageAway } from '#storage/storage.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { ownScanner, ScannerAway, type Scanner, type Verdict } from './virus-scanner.server.ts'

/** In SQL, a file that is there whole and of which no scanner has said anything. */
const isWaiting = and(eq(media.state, 'complete'), isNull(media.scan))

/** So many in one run; the next one comes in ten minutes, or with the next file. */
const atOnce = 500

/**
 * Has the scanner read what waits for it, the file that came first before the others. Where scanner or bucket do not
 * answer everything waits on: it is asked again every ten minutes. May run twice.
 */
export async function scanMedia(scanner: Scanner | null = ownScanner()) {
  if (!scanner) return
  const waiting = await database()
    .select({ id: media.id, objectKey: media.objectKey })
    .from(media)
    .where(isWaiting)
    .orderBy(asc(media.completedAt), asc(media.id))
    .limit(atOnce)
  const faults: unknown[] = []
  for (const file of waiting)
    try {
      const body = (await storage().stream(file.objectKey)) as AsyncIterable<Uint8Array>
      await record(file.id, await scanner.scan(body))
    } catch (error) {
      if (error instanceof ScannerAway || error instanceof StorageAway) return
      // One file that cannot be read keeps no other from being scanned.
      faults.push(error)
    }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} files were not scanned.`)
}

async function record(id: string, verdict: Verdict) {
  const infection = verdict.is === 'infected' ? verdict.found : null
  await database().transaction(async (tx) => {
    const [scanned] = await tx
      .update(media)
      .set({ scan: verdict.is, scannedAt: sql`now()`, infection, ...(infection && { aside: true }) })
      .where(and(eq(media.id, id), isWaiting))
      .returning({ id: media.id, name: media.name, entryId: media.entryId })
    if (scanned && infection) await tell(tx, { ...scanned, infection })
  })
}

type Infected = { id: string; name: string; entryId: string; infection: string }

async function tell(tx: Transaction, { id, name, entryId, infection }: Infected) {
  const [of] = await tx
    .select({ entry: entries, edition: editions.number })
    .from(entries)
    .innerJoin(editions, eq(editions.id, entries.editionId))
    .where(eq(entries.id, entryId))
  const { entry, edition } = of!
  await recordEvent(tx, {
    actorId: null,
    kind: 'media.infected',
    subjectId: id,
    editionId: entry.editionId,
    details: { entryId, infection },
  })
  const origin = environment().APP_ORIGIN
  const people = await tx
    .selectDistinct({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .where(sql`${users.disabledAt} is null and (${users.id} = ${entry.ownerId} or ${organizes(entry)})`)
  for (const person of people) {
    const own = person.id === entry.ownerId
    const link = own ? `${origin}/entries/${entryId}` : `${origin}/organizer/${edition}/entries/${entryId}`
    await queueLetter(tx, {
      to: person.email,
      locale: person.locale,
      template: own ? 'infectedFile' : 'infectedFileTold',
      values: { name: person.name, file: name, found: infection, link },
    })
  }
}

/** The secretariat learns of what was handed in; a draft is its author's alone. */
const organizes = ({ editionId, state }: typeof entries.$inferSelect) =>
  state === 'draft' || state === 'withdrawn'
    ? sql`false`
    : sql`${users.id} in (
        select h.user_id
        from ${heldRoles} h
        where h.role = 'organizer' and (h.all_editions or h.edition_id = ${editionId}))`

/** Whether a file may not be opened by others yet: there is a scanner, and it has not read the file. */
export const awaitsScan = ({ scan }: { scan: unknown }, scans = hasScanner()) => scans && scan === null

export const hasScanner = () => environment().CLAMAV_SOCKET !== undefined

/** What health tells of the scanner; null where all is well. */
export async function scannerTrouble(scanner: Scanner | null = ownScanner()): Promise<string | null> {
  if (!scanner) return 'virus scanner none'
  const answers = await scanner.ping().then(
    () => true,
    () => false,
  )
  if (answers) return null
  return `virus scanner down, files waiting ${await database().$count(media, isWaiting)}`
}
