import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { receiptOf } from '#app/modules/entries/receipt.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { takeBackEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { mediaTable } from '#app/modules/exports/tables/media-table.server.ts'
import { mediaZip } from '#app/modules/exports/media-zip.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { minutesOf } from '#app/modules/judging/reading-time.server.ts'
import { shownFiles } from '#app/modules/judging/shown-work.server.ts'
import { startUpload } from '#app/modules/media/start-upload.server.ts'
import { categories, entries } from '#db/schema/index.ts'
import {
  entryRow,
  makeActor,
  makeEdition,
  makeEntry,
  makeMedia,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let organizer: Actor
let edition: MadeEdition
let television: string
let photo: string

beforeEach(async () => {
  owner = await makeActor()
  edition = await makeEdition({ capPerAuthor: null })
  organizer = await makeActor('organizer', { editionId: edition.id })
  television = edition.categories.find(({ medium }) => medium === 'television')!.id
  photo = edition.categories.find(({ medium }) => medium === 'photo')!.id
})

const image = { kind: 'image' as const, name: 'ảnh.jpg', mime: 'image/jpeg', width: 3000, height: 2000 }
const video = { kind: 'video' as const, name: 'phim.mp4', mime: 'video/mp4', durationSeconds: 600 }

/** A draft of television with a film and a picture, that was turned into one of photography. */
async function turned() {
  const { id } = await makeEntry(owner, edition, { categoryId: television, withMedia: false })
  const [film, picture] = [await makeMedia(id, video), await makeMedia(id, image)]
  await toCategory(id, photo)
  return { id, film, picture }
}

async function toCategory(id: string, categoryId: string) {
  const { version } = await entryRow(id)
  expect(await saveDraft(owner, id, { version, fields: { categoryId }, change: '' })).toEqual({
    version: version + 1,
    errors: {},
    conflicts: {},
  })
}

const misfits = async (id: string) =>
  (await loadDossier(owner, id))!.files.map(({ name, misfit }) => [name, misfit])
const lacking = async (id: string) =>
  (await standingOf((await loadDossier(owner, id))!)).missing.map(({ why }) => why.key)
const names = (files: { name: string }[]) => files.map(({ name }) => name)

async function shownToJudges(id: string) {
  const [row] = await database()
    .select({
      files: shownFiles(sql`${entries}`, false),
      minutes: minutesOf(sql`${entries.id}`, { minutesPerPage: sql`2`, readingMinutes: sql`7` }),
    })
    .from(entries)
    .where(eq(entries.id, id))
  return { files: names(row!.files), minutes: row!.minutes }
}

async function exported(category: string) {
  const ask = {
    editionId: edition.id,
    edition: edition.number,
    locale: 'vi' as const,
    barred: new Set<string>(),
  }
  const parameters = { category }
  const table = await mediaTable({ ...ask, parameters } as Parameters<typeof mediaTable>[0])
  const zip = await mediaZip({ ...ask, parameters } as Parameters<typeof mediaZip>[0], () =>
    Promise.resolve(),
  )
  for await (const _chunk of zip.body);
  return { table: table.rows.length, zip: zip.files }
}

it('what the new category does not take is marked, and comes back with the old one', async () => {
  const { id } = await turned()
  expect(await misfits(id)).toEqual([
    ['phim.mp4', 'kind'],
    ['ảnh.jpg', null],
  ])
  expect(await lacking(id)).toEqual([])
  await toCategory(id, television)
  expect(await misfits(id)).toEqual([
    ['phim.mp4', null],
    ['ảnh.jpg', 'kind'],
  ])
  expect(await lacking(id)).toEqual([])
})

it('is no part of what is handed in: not on the receipt, not for judges, not in an export', async () => {
  const { id, film, picture } = await turned()
  const { receiptCode } = (await submitEntry(owner, id)) as { receiptCode: string }
  expect((await receiptOf(receiptCode))!.files).toEqual([
    { kind: 'image', bytes: picture.bytes, sha256: null },
  ])
  expect(await shownToJudges(id)).toEqual({ files: ['ảnh.jpg'], minutes: 7 })
  expect(await exported(photo)).toEqual({ table: 1, zip: 1 })
  expect([
    await openMedia(organizer, film.id, false),
    (await openMedia(organizer, picture.id, false)) !== null,
    (await openMedia(owner, film.id, false)) !== null,
  ]).toEqual([null, true, true])
  expect(names(granted(await entryPage(organizer, id)).files)).toEqual(['ảnh.jpg'])
  expect(names(granted(await entryPage(owner, id)).files)).toEqual(['phim.mp4', 'ảnh.jpg'])
})

it('stays as it was handed in when the category is changed afterwards', async () => {
  const { id } = await turned()
  await submitEntry(owner, id)
  const { requirements } = edition.categories.find((category) => category.id === photo)!
  const taken = [{ kind: 'video' as const, required: false, maxCount: 5, maxBytes: 1e9 }]
  await database().update(categories).set({ requirements: taken }).where(eq(categories.id, photo))
  expect(await shownToJudges(id)).toMatchObject({ files: ['ảnh.jpg'] })
  expect(await misfits(id)).toEqual([
    ['phim.mp4', 'kind'],
    ['ảnh.jpg', null],
  ])
  await database().update(categories).set({ requirements }).where(eq(categories.id, photo))
})

it('is told of anew once the work is taken back, and handed in with the category that takes it', async () => {
  const { id } = await turned()
  await submitEntry(owner, id)
  await takeBackEntry(owner, id)
  await toCategory(id, television)
  await submitEntry(owner, id)
  expect(await shownToJudges(id)).toEqual({ files: ['phim.mp4'], minutes: 10 })
})

it('what is kept aside takes no place of what the category counts', async () => {
  const { id } = await turned()
  const { requirements } = edition.categories.find((category) => category.id === photo)!
  const small = [{ kind: 'image' as const, required: true, maxCount: 1, maxBytes: 1000, types: ['png'] }]
  await database().update(categories).set({ requirements: small }).where(eq(categories.id, photo))
  expect(await misfits(id)).toEqual([
    ['phim.mp4', 'kind'],
    ['ảnh.jpg', 'kind'],
  ])
  expect(await startUpload(owner, id, { name: 'mới.png', bytes: 900, fingerprint: 'mới' })).toMatchObject({
    done: [],
  })
  await database().update(categories).set({ requirements }).where(eq(categories.id, photo))
})

it('one that is larger than the new category takes is kept aside too', async () => {
  const { id } = await makeEntry(owner, edition, { categoryId: television, withMedia: false })
  await makeMedia(id, { ...image, bytes: 41_000_000 })
  await toCategory(id, photo)
  expect(await misfits(id)).toEqual([['ảnh.jpg', 'size']])
  expect(await lacking(id)).toEqual(['missing.media_image'])
})
