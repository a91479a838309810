import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { genres } from '#app/modules/editions/edition.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import { eq } from 'drizzle-orm'
import { mediaKey } from '#storage/keys.ts'
import type { Storage } from '#storage/storage.ts'
import { newId, randomSymbols } from '../ids.ts'
import {
  auditEvents,
  editions,
  entries,
  entryAuthors,
  entryParts,
  media,
  screenings,
  priorAwards,
} from '../schema/index.ts'
import { plantAsks } from './demo-asks.ts'
import { familyNames, givenNames, middleNames, originalTitles, summary, titleAt } from './demo-words.ts'
import { readCsv } from './provinces.ts'
import type { DemoEdition, DemoEntry, Upload, World } from './world.ts'
type Ask = { count: number; from: Date; to: Date; window: [string, string]; state: 'screened' | 'fresh' }

/** Provinces that sent nothing: 29 of 34 took part. */
const absent = new Set(['12', '11', '20', '96', '66'])
/** The province of the demo's coordinator takes part in every edition. */
const ownProvince = '56'
const foreignLanguages = Object.keys(originalTitles)

const files = {
  pdf: { file: 'press.pdf', mime: 'application/pdf', kind: 'pdf' },
  image: { file: 'photo.jpg', mime: 'image/jpeg', kind: 'image', width: 3000, height: 2000 },
  audio: { file: 'radio.mp3', mime: 'audio/mpeg', kind: 'audio', durationSeconds: 6 },
  video: {
    file: 'television.mp4',
    mime: 'video/mp4',
    kind: 'video',
    durationSeconds: 6,
    width: 480,
    height: 270,
  },
} as const

/** Works of one edition, spread over its categories, languages, provinces and days, with their media in the bucket. */
export async function plantEntries(world: World, edition: DemoEdition, ask: Ask): Promise<DemoEntry[]> {
  const { tx, people } = world
  const rows: (typeof entries.$inferInsert & { id: string })[] = []
  const authors: (typeof entryAuthors.$inferInsert)[] = []
  const parts: (typeof entryParts.$inferInsert)[] = []
  const prizes: (typeof priorAwards.$inferInsert)[] = []
  const uploads: Upload[] = []
  const events: (typeof auditEvents.$inferInsert)[] = []
  const codes = codesOf(edition.number)
  let number = 0

  for (let index = 0; index < ask.count; index++) {
    const { chance } = world
    const id = newId('entry')
    const category = edition.categories[index % edition.categories.length]!
    const state = stateOf(ask.state, index, world)
    const submittedAt = new Date(
      ask.from.getTime() + ((ask.to.getTime() - ask.from.getTime()) * (index + chance.next())) / ask.count,
    )
    const source = sourceOf(world, codes, index, submittedAt)
    const language =
      category.languages?.length === 1
        ? 'vi'
        : category.languages
          ? foreignLanguages[index % 9]!
          : chance.yes(0.75)
            ? 'vi'
            : chance.of(foreignLanguages)
    const title = titleAt(index + edition.number * 7)
    const numbered = state !== 'draft'
    const ownerId = index % 9 === 0 ? people.reporterId : chance.of(people.reporterIds)
    rows.push({
      id,
      editionId: edition.id,
      categoryId: category.id,
      ownerId,
      state,
      number: numbered ? ++number : null,
      title,
      originalTitle: language === 'vi' ? '' : (originalTitles[language] ?? 'Stories from home'),
      language,
      genre: genreOf(category.medium, index),
      summary,
      searchKey: searchKey(`${title} ${originalTitles[language] ?? ''}`),
      submittedAt: numbered ? submittedAt : null,
      receiptCode: numbered ? randomSymbols(12) : null,
      ...source.place,
      agencyId: source.agency?.id ?? null,
      agencyText: source.agency?.name ?? '',
      ownPlace: source.ownPlace,
      screeningReason: state === 'ineligible' ? 'window' : null,
      createdAt: submittedAt,
      updatedAt: submittedAt,
      ...(state === 'returned'
        ? {
            returnUntil: new Date(world.now.getTime() + 6 * 24 * 3600_000),
            returnFields: ['media', 'authors'],
            screeningNote: 'Đề nghị bổ sung bản PDF rõ nét và số điện thoại của tác giả thứ hai.',
          }
        : {}),
    })
    for (let position = 1; position <= 1 + (index % 5 === 0 ? 4 : index % 3 === 0 ? 1 : 0); position++)
      authors.push({
        ...author(world, id, position, source.agency?.name ?? ''),
        standing: standingOf(source.place.bucket, position),
      })
    for (let position = 1; position <= (index % 6 === 0 ? 5 : 1); position++)
      parts.push({
        entryId: id,
        position,
        title: position > 1 ? `Kỳ ${position}` : '',
        publishedOn: between(ask.window, world),
        outlet: source.agency?.name ?? 'Trang thông tin cộng đồng',
        url: category.medium === 'online' ? 'https://example.vn/bai' : '',
      })
    if (index % 17 === 0)
      prizes.push({
        entryId: id,
        position: 1,
        name: 'Giải Báo chí địa phương',
        level: 'Cấp tỉnh',
        organiser: 'Hội Nhà báo tỉnh',
        awardedOn: '2025',
      })
    const wanted = category.requirements.filter((one) => one.required)
    for (const { kind } of wanted.length ? wanted : [{ kind: 'image' as const }])
      if (state !== 'draft' || index % 2) uploads.push(upload(world, id, kind, submittedAt))
    if (numbered)
      events.push({
        kind: 'entry.submitted',
        subjectId: id,
        editionId: edition.id,
        actorId: ownerId,
        at: submittedAt,
      })
    if (numbered && state !== 'submitted')
      events.push({
        kind: 'entry.screened',
        subjectId: id,
        editionId: edition.id,
        actorId: people.organizerId,
        details: { decision: state },
        at: new Date(Math.min(submittedAt.getTime() + 40 * 3600_000, world.now.getTime())),
      })
  }

  await tx.insert(entries).values(rows)
  const decided = rows.flatMap(({ id, state, screeningNote, returnUntil, returnFields, updatedAt }) =>
    state === 'eligible' || state === 'ineligible' || state === 'returned'
      ? [
          {
            entryId: id!,
            decision: state,
            reason: state === 'ineligible' ? ('window' as const) : null,
            note: screeningNote ?? '',
            returnUntil,
            returnFields,
            by: people.organizerId,
            at: updatedAt,
          },
        ]
      : [],
  )
  const made = decided.length > 0 ? await tx.insert(screenings).values(decided).returning() : []
  const rowsOfAuthors = await tx.insert(entryAuthors).values(authors).returning()
  await tx.insert(entryParts).values(parts)
  if (prizes.length) await tx.insert(priorAwards).values(prizes)
  await tx.insert(auditEvents).values(events)
  const files = await tx
    .insert(media)
    .values(uploads.map((one) => one.row))
    .returning()
  await plantAsks(
    tx,
    made.filter(({ decision }) => decision === 'returned'),
    { authors: rowsOfAuthors, files },
  )
  world.uploads.push(...uploads)
  await tx
    .update(editions)
    .set({ nextEntryNumber: number + 1 })
    .where(eq(editions.id, edition.id))
  return rows.map((row) => ({
    id: row.id,
    categoryId: row.categoryId!,
    state: row.state!,
    agencyId: row.agencyId ?? null,
  }))
}

function stateOf(
  kind: Ask['state'],
  index: number,
  { chance }: World,
): (typeof entries.$inferInsert)['state'] & string {
  if (kind === 'screened') return index % 29 === 28 ? 'ineligible' : 'eligible'
  if (index % 5 === 4) return 'draft'
  if (index % 11 === 7) return 'returned'
  return chance.yes(0.4) ? 'eligible' : 'submitted'
}

/** Edition XI straddles the merger of 1/7/2025: entries before it carry the province of their day. */
function codesOf(edition: number): { code2025: string; code2004: string }[] {
  const rows = readCsv('provinces.csv').map((row) => ({ code2025: row.code_2025!, code2004: row.code_2004! }))
  const present = rows.filter((row) => !absent.has(row.code2025))
  return edition === 13 ? present.filter((row, index) => index < 24 || row.code2025 === ownProvince) : present
}

function sourceOf({ sources, chance }: World, codes: ReturnType<typeof codesOf>, index: number, at: Date) {
  const none = { provinceFrame: null, provinceCode: null }
  if (index % 13 === 5)
    return { agency: null, ownPlace: 'overseas', place: { ...none, bucket: 'overseas' as const } }
  if (index % 31 === 12)
    return { agency: sources.foreign, ownPlace: '', place: { ...none, bucket: 'foreign' as const } }
  if (index % 7 === 3)
    return {
      agency: chance.of(sources.central),
      ownPlace: '',
      place: { ...none, bucket: 'central' as const },
    }
  const unit = codes[index % 3 ? index % codes.length : chance.upTo(codes.length)]!
  const earlier = at < new Date('2025-06-30T17:00:00Z')
  const place = earlier
    ? { provinceFrame: '2004' as const, provinceCode: unit.code2004, bucket: null }
    : { provinceFrame: '2025' as const, provinceCode: unit.code2025, bucket: null }
  return { agency: sources.provincial.get(unit.code2025)!, ownPlace: '', place }
}

const standingOf = (bucket: string | null, position: number) =>
  bucket === 'overseas' || bucket === 'foreign' ? bucket : position > 3 ? 'other' : 'press'

const genreOf = (medium: string, index: number) =>
  medium === 'photo'
    ? 'photo'
    : medium === 'book'
      ? 'book'
      : medium === 'television' || medium === 'radio'
        ? 'programme'
        : genres[index % 8]!

function author(
  { chance }: World,
  entryId: string,
  position: number,
  unit: string,
): typeof entryAuthors.$inferInsert {
  const name = `${chance.of(familyNames)} ${chance.of(middleNames)} ${chance.of(givenNames)}`
  const contact =
    position === 1
      ? {
          phone: '0912345678',
          email: `${searchKey(name).replaceAll(' ', '.')}${chance.upTo(1000)}@demo.vn`,
          address: 'Phố Hòa Bình',
        }
      : {}
  return {
    entryId,
    position,
    name,
    nameKey: searchKey(name),
    penName: chance.yes(0.2) ? chance.of(givenNames) : '',
    jobTitle: 'Phóng viên',
    unit,
    ...contact,
  }
}

function between([from, to]: [string, string], { chance }: World): string {
  const start = Date.parse(from)
  return new Date(start + chance.next() * (Date.parse(to) - start)).toISOString().slice(0, 10)
}

const contents = new Map<string, Buffer>()
const contentOf = (file: string) =>
  contents.get(file) ?? contents.set(file, readFileSync(new URL(`media/${file}`, import.meta.url))).get(file)!

function upload(_world: World, entryId: string, kind: keyof typeof files, at: Date): Upload {
  const { file, mime, ...rest } = files[kind]
  const body = contentOf(file)
  const id = newId('media')
  const sha256 = createHash('sha256').update(body).digest('hex')
  const row = {
    id,
    entryId,
    ...rest,
    name: file,
    bytes: body.length,
    mime,
    fingerprint: file,
    objectKey: mediaKey(id),
    partBytes: 8 * 1024 * 1024,
    state: 'complete' as const,
    sha256,
    startedAt: at,
    completedAt: at,
  }
  return { row, file, mime }
}

/** With nothing locked: the bucket is never asked inside a transaction. */
export async function putFiles(storage: Storage, uploads: Upload[]) {
  const left = [...uploads]
  const next = async () => {
    for (let one = left.pop(); one; one = left.pop())
      await storage.put(one.row.objectKey, contentOf(one.file), one.mime)
  }
  await Promise.all(Array.from({ length: 12 }, next))
}
