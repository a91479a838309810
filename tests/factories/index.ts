import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import type { Actor, Role, RoleName } from '#app/modules/actor/actor.ts'
import { categoriesOf } from '#app/modules/editions/categories.server.ts'
import { defaultsFor, fromPreset, plantCategories } from '#app/modules/editions/create-edition.server.ts'
import type { PublishedResult } from '#app/modules/editions/prizes.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { requestPlan } from '#app/modules/judging/request-plan.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { createRound, savePanel } from '#app/modules/judging/form-round.server.ts'
import { openRound } from '#app/modules/judging/move-round.server.ts'
import type { BulkWork } from '#app/modules/outreach/bulk.ts'
import { newId } from '#db/ids.ts'
import {
  agencies,
  editions,
  entries,
  entryAuthors,
  entryParts,
  media,
  publications,
  totpSecrets,
  userRoles,
  users,
} from '#db/schema/index.ts'

let count = 0
const next = () => ++count

/** A judge or an organizer of no edition in particular holds every one. */
export const holdsAll = ({ role, editionId }: Pick<Role, 'role' | 'editionId'>) =>
  (role === 'judge' || role === 'organizer') && editionId === null

export async function makeActor(
  role: RoleName = 'reporter',
  held: Partial<Role> = {},
  name = `Người thử ${next()}`,
): Promise<Actor> {
  const email = `nguoi${next()}-${newId('user').slice(-6)}@thu.vn`
  const [user] = await database()
    .insert(users)
    .values({ email, name, nameKey: searchKey(name), emailConfirmedAt: new Date() })
    .returning()
  // A second factor is asked of these: whoever is to pass for one of them has it.
  if (role === 'organizer' || role === 'admin')
    await database().insert(totpSecrets).values({ userId: user!.id, sealedSecret: 'x', lastStep: 0 })
  const full: Role = { role, editionId: null, provinceFrame: null, provinceCode: null, ...held }
  await database()
    .insert(userRoles)
    .values({ userId: user!.id, ...full, allEditions: holdsAll(full) })
  return { userId: user!.id, sessionId: newId('session'), name, email, locale: 'vi', roles: [full] }
}

const hour = 3600_000

/** An edition open now, its window the last two years, with the award's eight categories. */
export async function makeEdition(values: Partial<typeof editions.$inferInsert> = {}) {
  const now = Date.now()
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const number = values.number ?? 100 + next()
  const [edition] = await database()
    .insert(editions)
    .values({
      ...defaultsFor(number, 2027),
      windowStart: day(now - 730 * 24 * hour),
      windowEnd: day(now + 24 * hour),
      opensAt: new Date(now - 24 * hour),
      closesAt: new Date(now + 24 * hour),
      ...values,
    })
    .returning()
  await database().transaction((tx) => plantCategories(tx, edition!.id, fromPreset()))
  return { ...edition!, categories: await categoriesOf(edition!.id) }
}
export type MadeEdition = Awaited<ReturnType<typeof makeEdition>>

export async function makeAgency(name: string, code: string | null = '01') {
  const seat = code
    ? { level: 'provincial' as const, provinceFrame: '2025' as const, provinceCode: code }
    : { level: 'central' as const }
  const [agency] = await database()
    .insert(agencies)
    .values({ name, nameKey: searchKey(name), ...seat })
    .returning()
  return agency!
}

const pdf = readFileSync(new URL('../../db/seed/media/press.pdf', import.meta.url))
export const summary =
  'Tác phẩm giới thiệu với bạn bè quốc tế hình ảnh đất nước và con người Việt Nam qua câu chuyện của những người bình dị, được dư luận quan tâm.'

/** A draft with everything the rules ask for, its PDF really in the bucket. */
export async function makeEntry(
  owner: Actor,
  edition: MadeEdition,
  values: Partial<typeof entries.$inferInsert> & {
    authorName?: string
    dates?: (string | null)[]
    withMedia?: boolean
  } = {},
) {
  const {
    authorName = owner.name,
    dates = [new Date().toISOString().slice(0, 10)],
    withMedia = true,
    ...rest
  } = values
  const [entry] = await database()
    .insert(entries)
    .values({
      editionId: edition.id,
      ownerId: owner.userId,
      categoryId: edition.categories[0]!.id,
      title: `Tác phẩm ${next()}`,
      genre: 'reportage',
      summary,
      ownPlace: 'p:01',
      provinceFrame: '2025',
      provinceCode: '01',
      ...rest,
    })
    .returning()
  const entryId = entry!.id
  await database()
    .insert(entryAuthors)
    .values({
      entryId,
      position: 1,
      name: authorName,
      nameKey: searchKey(authorName),
      phone: '0900000000',
      email: owner.email,
      address: 'Hà Nội',
    })
  if (dates.length)
    await database()
      .insert(entryParts)
      .values(
        dates.map((publishedOn, index) => ({ entryId, position: index + 1, publishedOn, outlet: 'Báo Thử' })),
      )
  if (withMedia) await makeMedia(entryId)
  return entry!
}

export async function makeMedia(entryId: string, values: Partial<typeof media.$inferInsert> = {}) {
  const id = newId('media')
  const row = {
    id,
    entryId,
    kind: 'pdf' as const,
    name: 'bài.pdf',
    bytes: pdf.length,
    mime: 'application/pdf',
    fingerprint: id,
    objectKey: `media/${id}/x`,
    uploadId: values.state === 'uploading' ? id : null,
    partBytes: 8_388_608,
    state: 'complete' as const,
    completedAt: new Date(),
    ...values,
  }
  if (row.state === 'complete') await storage().put(row.objectKey, pdf, row.mime)
  await database().insert(media).values(row)
  return row
}

/** Locks and publishes an edition with this list, as its organizers would. */
export async function makePublished(editionId: string, by: Actor, results: PublishedResult[] = []) {
  const now = new Date()
  await database().transaction(async (tx) => {
    await tx.insert(publications).values({ editionId, results, publishedBy: by.userId })
    await tx
      .update(editions)
      .set({ resultsLockedAt: now, publishedAt: now })
      .where(eq(editions.id, editionId))
  })
}

/** An entry as it stands after submission (and screening), without going through either. */
export async function makeSubmitted(
  owner: Actor,
  edition: MadeEdition,
  number: number,
  values: Parameters<typeof makeEntry>[2] = {},
) {
  return makeEntry(owner, edition, {
    state: 'eligible',
    number,
    submittedAt: new Date(),
    receiptCode: newId('entry'),
    withMedia: false,
    ...values,
  })
}

export async function entryRow(id: string) {
  const [row] = await database().select().from(entries).where(eq(entries.id, id))
  return row!
}

const local = (moment: Date) => new Date(moment.getTime() + 7 * hour).toISOString().slice(0, 16)

/** What a round form has beside stage, times and readings. */
export const plainRound = {
  kind: 'scoring' as const,
  quorum: 67,
  majority: 50,
  decidesBy: 'raw' as const,
  tieRule: ['council' as const],
}

/** Plans and applies at once, as an organizer and the worker do one after the other. */
export async function assignRound(organizer: Actor, roundId: string, relaxed = false) {
  const asked = await requestPlan(organizer, roundId, relaxed)
  if (!asked || isRefusal(asked)) return asked
  await makePlan(asked.planId)
  return applyPlan(organizer, asked.planId)
}

/** A preliminary round over the first category, one panel of these judges, two readings, assigned and open. */
export async function openedRound(
  organizer: Actor,
  edition: MadeEdition,
  judges: Actor[],
  blind = true,
): Promise<string> {
  const made = (await createRound(organizer, edition.id, {
    stage: 'preliminary',
    blind: blind ? 'on' : undefined,
    readings: 2,
    ...plainRound,
    opensAt: local(new Date(Date.now() - hour)),
    closesAt: local(new Date(Date.now() + hour)),
  })) as { roundId: string }
  await savePanel(organizer, made.roundId, {
    panelId: '',
    name: 'Tiểu ban 1',
    categories: [edition.categories[0]!.id],
    judges: judges.map((judge) => judge.userId),
    chair: judges[0]!.userId,
    open: false,
    limits: new Map(),
  })
  await assignRound(organizer, made.roundId)
  await openRound(organizer, made.roundId)
  return made.roundId
}

/** A row of a province's worksheet as it was read right. */
export const bulkWork = (title: string, categoryId: string, more: Partial<BulkWork> = {}): BulkWork => ({
  title,
  originalTitle: '',
  categoryId,
  language: 'vi',
  genre: '',
  authors: ['An'],
  email: 'an@thu.vn',
  phone: '',
  agency: '',
  publishedOn: null,
  outlet: '',
  url: '',
  summary: '',
  postmarkedOn: null,
  receivedOn: null,
  ...more,
})
