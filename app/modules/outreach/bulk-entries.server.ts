import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { databaseNow } from '#db/clock.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts } from '#db/schema/entries.ts'
import { bulkEntries } from '#db/schema/outreach.ts'
import { sheetKey } from '#storage/keys.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { placeOf } from '../entries/place.ts'
import { contentTypes } from '../documents/content-types.ts'
import { readWorkbook } from '../documents/read-workbook.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { agencyNamed, type Agency } from '../provinces/agencies.server.ts'
import { checkWorkbook, mostRows, workKey, type BulkWork } from './bulk.ts'
import { annotatedSheet } from './bulk-sheets.server.ts'
import { bulkWordsOf } from './bulk-words.server.ts'
import { whyNotOnBehalf, writeToAuthor, type Behalf } from './enter-on-behalf.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { holds, ownProvinces, type OwnProvince } from '../participation/own-province.server.ts'

/** Checks a province's worksheet row by row and keeps what it found; nothing is entered yet. */
export async function checkBulk(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  file: { name: string; bytes: Uint8Array },
): Promise<{ bulkId: string } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  const workbook = await readWorkbook(file.bytes)
  if (isRefusal(workbook)) return workbook
  const { cells, notes, sheet } = checkWorkbook(workbook, await bulkWordsOf(database(), editionId))
  if (sheet.missing.length > 0) return refuse('follow.bulk.error.noHead', {}, 'file')
  if (sheet.filled > mostRows)
    return refuse('follow.bulk.error.tooMany', { max: mostRows, count: sheet.filled }, 'file')
  if (sheet.rows.length === 0) return refuse('follow.bulk.error.noRows', {}, 'file')
  const bulkId = newId('bulk')
  const annotatedKey = sheetKey(bulkId)
  await storage().put(
    annotatedKey,
    await annotatedSheet(actor.locale, cells, sheet.headRow, sheet.rows),
    contentTypes.xlsx,
  )
  await database()
    .insert(bulkEntries)
    .values({
      id: bulkId,
      editionId,
      frame: province.frame,
      code: province.code,
      uploadedBy: actor.userId,
      fileName: file.name.normalize('NFC').slice(0, 200),
      rows: sheet.rows,
      notes,
      wrong: sheet.rows.filter((row) => row.wrong.length > 0).length,
      annotatedKey,
    })
  return { bulkId }
}

/** A checked worksheet of a province the actor holds; null where it is another's. */
export async function bulkOf(actor: Actor, bulkId: string) {
  const [bulk] = await database().select().from(bulkEntries).where(eq(bulkEntries.id, bulkId))
  if (!bulk) return null
  const province = (await ownProvinces(actor)).find(
    (row) => row.frame === bulk.frame && row.code === bulk.code,
  )
  return province ? { bulk, province } : null
}

export function bulksOf(editionId: string, { frame, code }: OwnProvince) {
  return database()
    .select({
      id: bulkEntries.id,
      fileName: bulkEntries.fileName,
      state: bulkEntries.state,
      wrong: bulkEntries.wrong,
      rows: sql<number>`jsonb_array_length(${bulkEntries.rows})`,
      createdAt: bulkEntries.createdAt,
    })
    .from(bulkEntries)
    .where(
      and(eq(bulkEntries.editionId, editionId), eq(bulkEntries.frame, frame), eq(bulkEntries.code, code)),
    )
    .orderBy(desc(bulkEntries.createdAt))
    .limit(20)
}

/** Enters every row of a worksheet without errors as a draft on behalf of its author: all of them or none. */
export async function confirmBulk(
  actor: Actor,
  bulkId: string,
): Promise<{ entered: number; edition: number; code: string } | Refusal | null> {
  const found = await bulkOf(actor, bulkId)
  if (!found) return null
  const { province } = found
  return database().transaction(async (tx) => {
    const [bulk] = await tx.select().from(bulkEntries).where(eq(bulkEntries.id, bulkId)).for('no key update')
    if (bulk!.state !== 'checked') return refuse('error.moved')
    if (bulk!.wrong > 0) return refuse('follow.bulk.error.stillWrong', { count: bulk!.wrong })
    const [edition] = await tx.select().from(editions).where(eq(editions.id, bulk!.editionId)).for('share')
    const works = bulk!.rows.map((row) => row.work!)
    const words = await bulkWordsOf(tx, edition!.id)
    const now = await databaseNow(tx)
    for (const [index, work] of works.entries()) {
      const late = whyNotOnBehalf(behalfOfWork(work), edition!, now)
      if (late) return refuse('follow.bulk.error.lateRow', { row: bulk!.rows[index]!.row })
      if (words.known.has(workKey(work.title, work.authors[0]!)))
        return refuse('follow.bulk.error.knownRow', { row: bulk!.rows[index]!.row })
      if (!words.languagesOf.has(work.categoryId)) return refuse('error.moved')
    }
    const ids = await insertWorks(tx, actor, edition!.id, province, works)
    for (const [index, work] of works.entries())
      await writeToAuthor(tx, {
        actor,
        edition: edition!,
        province,
        entryId: ids[index]!,
        ask: behalfOfWork(work),
        bulkId,
      })
    await tx
      .update(bulkEntries)
      .set({ state: 'confirmed', confirmedAt: sql`now()` })
      .where(eq(bulkEntries.id, bulkId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'entry.bulkEntered',
      subjectId: bulkId,
      editionId: edition!.id,
      details: { count: works.length, province: `${province.frame}:${province.code}` },
    })
    return { entered: works.length, edition: edition!.number, code: province.code }
  })
}

const behalfOfWork = (work: BulkWork): Behalf => ({
  title: work.title,
  authorName: work.authors[0]!,
  authorEmail: work.email,
  postmarkedOn: work.postmarkedOn,
  receivedOn: work.receivedOn,
})

/** All rows of each table in few statements; answers the entries' ids in the order of the works. */
async function insertWorks(
  tx: Transaction,
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  works: BulkWork[],
): Promise<string[]> {
  const history = await provinceHistory(tx)
  const agencies = new Map<string, Agency | null>()
  for (const name of new Set(works.map((work) => work.agency)))
    agencies.set(name, await agencyNamed(tx, name))
  const ids = works.map(() => newId('entry'))
  const ownPlace = `p:${province.code}`
  await inParts(works, (part, from) =>
    tx.insert(entries).values(
      part.map((work, index) => {
        const agency = agencies.get(work.agency) ?? null
        return {
          id: ids[from + index]!,
          editionId,
          ownerId: actor.userId,
          categoryId: work.categoryId,
          title: work.title,
          originalTitle: work.originalTitle,
          searchKey: searchKey(`${work.title} ${work.originalTitle}`),
          language: work.language,
          genre: work.genre,
          summary: work.summary,
          agencyId: agency?.id ?? null,
          agencyText: agency?.name ?? work.agency,
          ownPlace: work.agency ? '' : ownPlace,
          postmarkedOn: work.postmarkedOn,
          receivedOn: work.receivedOn,
          ...placeOf(agency, agency ? '' : ownPlace, today(), history),
        }
      }),
    ),
  )
  const authors = works.flatMap((work, index) =>
    work.authors.map((name, place) => ({
      entryId: ids[index]!,
      position: place + 1,
      name,
      nameKey: searchKey(name),
      ...(place === 0 && { email: work.email, phone: work.phone }),
    })),
  )
  await inParts(authors, (part) => tx.insert(entryAuthors).values(part))
  const parts = works.map(({ publishedOn, outlet, url }, index) => ({
    entryId: ids[index]!,
    position: 1,
    publishedOn,
    outlet,
    url,
  }))
  await inParts(parts, (part) => tx.insert(entryParts).values(part))
  return ids
}

/** A statement takes 65,535 values. */
async function inParts<Row>(rows: Row[], insert: (part: Row[], from: number) => Promise<unknown>) {
  const size = 1000
  for (let from = 0; from < rows.length; from += size) await insert(rows.slice(from, from + size), from)
}

/** Throws a checked worksheet away. */
export async function discardBulk(actor: Actor, bulkId: string): Promise<{ done: true } | null> {
  const found = await bulkOf(actor, bulkId)
  if (!found) return null
  await database()
    .update(bulkEntries)
    .set({ state: 'discarded' })
    .where(and(eq(bulkEntries.id, bulkId), inArray(bulkEntries.state, ['checked'])))
  return { done: true }
}

/** The worksheet given back with its errors. */
export async function annotatedFile(actor: Actor, bulkId: string) {
  const found = await bulkOf(actor, bulkId)
  if (!found || found.bulk.annotatedKey === '') return null
  const body = await storage().read(found.bulk.annotatedKey)
  return { name: 'kiem-tra.xlsx', type: contentTypes.xlsx, body }
}
