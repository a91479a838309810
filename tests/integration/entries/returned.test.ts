import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { answerAsks } from '#app/modules/entries/answer-asks.server.ts'
import type { Section } from '#app/modules/entries/entry.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { receiptOf } from '#app/modules/entries/receipt.server.ts'
import { asksOf, everAskedOf } from '#app/modules/entries/return-asks.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { screeningDecision, type ScreeningDecision } from '#app/modules/screening/screening-decision.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import { entries, mailMessages } from '#db/schema/index.ts'
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
let id: string
beforeEach(async () => {
  edition = await makeEdition()
  owner = await makeActor('reporter', {}, 'Trần Minh')
  organizer = await makeActor('organizer', { editionId: edition.id })
  id = (await makeEntry(owner, edition)).id
  await submitEntry(owner, id)
})

const dossier = async () => (await loadDossier(owner, id))!
const firstOf = async (kind: 'parts' | 'authors' | 'files') => (await dossier())[kind][0]!.id

async function giveBack(
  sections: Section[],
  more: { targets?: string[]; [reason: `reason.${string}`]: string } = {},
) {
  const ask = { decision: 'returned', until: '2099-01-01T00:00', sections, note: '', ...more }
  return screenEntry(organizer, id, screeningDecision.parse(ask) as ScreeningDecision)
}
const save = async (fields: Record<string, string>, change = '') =>
  saveDraft(owner, id, { version: (await entryRow(id)).version, fields, change })
const asked = async () =>
  (await standingOf(await dossier())).asked.map(({ section, target, changed, answered }) => [
    section,
    target,
    changed,
    answered,
  ])
const lacking = async () => (await standingOf(await dossier())).missing.map(({ why }) => why)
const unanswered = (number: number) => refuse('entry.refused.unanswered', { number }, 'asked')
const sayWhy = async (words: string[]) => {
  const asks = await asksOf(id)
  return answerAsks(owner, id, Object.fromEntries(asks.map((ask, index) => [ask.id, words[index] ?? ''])))
}
const letters = async () =>
  (
    await database()
      .select({ subject: mailMessages.subject, body: mailMessages.body })
      .from(mailMessages)
      .where(eq(mailMessages.recipient, owner.email))
      .orderBy(mailMessages.createdAt, mailMessages.id)
  ).map(({ subject, body }) => `${subject}\n${body}`)

describe('a returned dossier in which nothing changed', () => {
  it('is not handed in again, and says what is open', async () => {
    await giveBack(['parts', 'media'])
    expect(await asked()).toEqual([
      ['parts', '', [], false],
      ['media', '', [], false],
    ])
    expect(await lacking()).toEqual([1, 2].map((number) => ({ key: 'missing.asked', values: { number } })))
    expect(await submitEntry(owner, id)).toEqual(unanswered(2))
    expect(await entryRow(id)).toMatchObject({ state: 'returned', supplementedAt: null })
  })

  it('is, once it is said of each why it stays', async () => {
    await giveBack(['parts', 'media'])
    expect(await sayWhy(['Đã kiểm tra, đúng'])).toEqual({ done: true })
    expect(await submitEntry(owner, id)).toEqual(unanswered(1))
    await sayWhy(['Đã kiểm tra, đúng', 'Tệp rõ'])
    expect(await lacking()).toEqual([])
    expect(await submitEntry(owner, id)).toMatchObject({ isSupplement: true })
  })

  it.each(['', '  ', '..', 'ok', '123'])('is not with “%s” for a word', async (word) => {
    await giveBack(['parts'])
    await sayWhy([word])
    expect(await submitEntry(owner, id)).toEqual(unanswered(1))
  })

  it('is not with a word that was taken back', async () => {
    await giveBack(['parts'])
    await sayWhy(['Đã kiểm tra'])
    await sayWhy([''])
    expect(await submitEntry(owner, id)).toEqual(unanswered(1))
  })

  it('nor where the same was typed again, or typed and turned back', async () => {
    await giveBack(['work'])
    const { title } = await entryRow(id)
    await save({ title })
    expect(await submitEntry(owner, id)).toEqual(unanswered(1))
    await save({ title: 'Khác' })
    await save({ title })
    expect(await submitEntry(owner, id)).toEqual(unanswered(1))
  })

  it('nor by an empty row, nor by a file that is still on its way', async () => {
    await giveBack(['parts', 'media'])
    await save({}, 'add:authors')
    await save({}, 'add:parts')
    await makeMedia(id, { state: 'uploading', completedAt: null })
    expect((await asked()).map(([, , changed]) => changed)).toEqual([[], []])
  })
})

describe('what was asked for is done with where', () => {
  it('a field of its section changed, and no other one', async () => {
    await giveBack(['work', 'agency'])
    await save({ title: 'Tên mới' })
    expect(await asked()).toEqual([
      ['work', '', ['title'], true],
      ['agency', '', [], false],
    ])
  })

  it('that very field, row or file changed', async () => {
    const [part, author, file] = [await firstOf('parts'), await firstOf('authors'), await firstOf('files')]
    const targets = ['title', 'summary', `parts.${part}`, `authors.${author}`, `media.${file}`]
    await giveBack([], { targets })
    expect((await entryRow(id)).returnFields).toEqual(['work', 'parts', 'authors', 'media'])
    await save({ title: 'Tên mới', [`parts.${part}.outlet`]: 'Báo Khác' })
    await makeMedia(id, { name: 'thêm.pdf' })
    expect(await asked()).toEqual([
      ['work', 'title', ['title'], true],
      ['work', 'summary', [], false],
      ['parts', `parts.${part}`, [`parts.${part}.outlet`], true],
      ['authors', `authors.${author}`, [], false],
      ['media', `media.${file}`, [], false],
    ])
    await removeMedia(owner, file)
    expect((await asked())[4]).toEqual(['media', `media.${file}`, [`media.${file}`], true])
  })

  it('a row was added or taken away', async () => {
    await giveBack(['parts', 'authors'])
    await save({}, 'add:parts')
    const { parts, authors } = await dossier()
    const added = parts[1]!.id
    await save({ [`parts.${added}.outlet`]: 'Báo Hai' })
    await save({}, `remove:authors:${authors[0]!.id}`)
    expect((await asked()).map(([, , , answered]) => answered)).toEqual([true, true])
  })

  it('a section of which it is said why', async () => {
    await giveBack([], { 'reason.awards': 'Khai đủ giải', 'reason.work': '  ' })
    expect((await asked()).map(([section]) => section)).toEqual(['awards'])
  })

  it('a target nobody knows asks for its section', async () => {
    await giveBack([], { targets: ['parts.prt_khongco', 'media.med_khongco'] })
    expect((await asked()).map(([section, target]) => [section, target])).toEqual([
      ['parts', ''],
      ['media', ''],
    ])
  })
})

it('hands in, and tells the secretariat what changed, from what to what, and why the rest stayed', async () => {
  const part = await firstOf('parts')
  await giveBack(['parts', 'media'], { 'reason.parts': 'Thiếu nơi đăng', 'reason.media': 'Tệp mờ' })
  await save({ [`parts.${part}.outlet`]: 'Báo Bổ Sung' })
  await sayWhy(['', 'Đã kiểm tra, giữ nguyên'])
  await submitEntry(owner, id)
  const told = await everAskedOf((await loadDossier(organizer, id))!)
  const outlet = `parts.${part}.outlet`
  expect(
    told.map(({ reason, changed, was, is, keptWhy }) => [reason, changed, was[outlet], is[outlet], keptWhy]),
  ).toEqual([
    ['Thiếu nơi đăng', [outlet], 'Báo Thử', 'Báo Bổ Sung', ''],
    ['Tệp mờ', [], undefined, undefined, 'Đã kiểm tra, giữ nguyên'],
  ])
  // What was handed in stays told as it was, though the dossier goes on changing.
  await giveBack(['parts'])
  await save({ [outlet]: 'Báo Lần Ba' })
  const later = await everAskedOf((await loadDossier(organizer, id))!)
  expect(later.map(({ is }) => is[outlet])).toEqual(['Báo Bổ Sung', undefined, 'Báo Lần Ba'])
  expect(await asked()).toEqual([['parts', '', [outlet], true]])
})

it('gives a letter that names the supplement and its moment, and keeps the moment that counts', async () => {
  const first = new Date('2026-05-01T03:00:00Z')
  await giveBack(['parts', 'media'], { 'reason.media': 'Tệp mờ' })
  await database().update(entries).set({ submittedAt: first }).where(eq(entries.id, id))
  await makeMedia(id, { name: 'bản rõ.pdf' })
  await sayWhy(['Đã kiểm tra'])
  const { numberText, receiptCode } = (await submitEntry(owner, id)) as {
    numberText: string
    receiptCode: string
  }
  const { submittedAt, supplementedAt, title } = await entryRow(id)
  expect(submittedAt).toEqual(first)
  expect(Date.now() - supplementedAt!.getTime()).toBeLessThan(60_000)
  const sent = (await letters()).at(-1)!
  const local = (moment: Date) =>
    new Intl.DateTimeFormat('vi-VN', {
      timeZone: 'Asia/Ho_Chi_Minh',
      hour: '2-digit',
      minute: '2-digit',
    }).format(moment)
  expect(sent).toContain(`Đã nhận hồ sơ bổ sung ${numberText}\nKính gửi Ông/Bà Trần Minh,`)
  expect(sent).toContain(`“${title}”`)
  expect(sent).toContain(`Thời điểm nộp bổ sung: ${local(supplementedAt!)}`)
  expect(sent).toContain('– Các kỳ: giữ nguyên (Đã kiểm tra)\n– Tệp: đã bổ sung (bản rõ.pdf)')
  expect(sent).toContain('hạn nộp: 10:00 01/05/2026')
  expect(await receiptOf(receiptCode)).toMatchObject({ submittedAt: first, supplementedAt })
})

it('the letter of a return says of each why it is asked for', async () => {
  await giveBack(['parts'], { targets: ['summary'], 'reason.work': 'Quá ngắn', 'reason.parts': 'Thiếu ngày' })
  expect((await letters()).at(-1)).toContain(
    '– Bản giới thiệu tác phẩm (tiếng Việt): Quá ngắn\n– Các kỳ: Thiếu ngày.\n',
  )
})

describe('why something stays', () => {
  it('is said by its owner only, while the dossier is out', async () => {
    await giveBack(['parts'])
    const [ask] = await asksOf(id)
    const words = { [ask!.id]: 'Đã kiểm tra' }
    expect(await answerAsks(await makeActor(), id, words)).toBeNull()
    await database()
      .update(entries)
      .set({ returnUntil: new Date('2026-01-01') })
      .where(eq(entries.id, id))
    expect(await answerAsks(owner, id, words)).toEqual(refuse('entry.refused.returnOver'))
    expect((await asksOf(id))[0]!.keptWhy).toBe('')
    await database()
      .update(entries)
      .set({ returnUntil: new Date('2099-01-01') })
      .where(eq(entries.id, id))
    await answerAsks(owner, id, words)
    await submitEntry(owner, id)
    expect(await answerAsks(owner, id, words)).toEqual(refuse('entry.refused.notReturned'))
  })

  it('is said of no other dossier, and not of what was handed in', async () => {
    await giveBack(['parts'])
    const [ask] = await asksOf(id)
    const other = await makeEntry(owner, edition, {
      state: 'returned',
      number: 900,
      submittedAt: new Date(),
      returnUntil: new Date('2099-01-01'),
      returnFields: ['parts'],
    })
    await answerAsks(owner, other.id, { [ask!.id]: 'Đã kiểm tra' })
    expect((await asksOf(id))[0]!.keptWhy).toBe('')
    await sayWhy(['Đã kiểm tra'])
    await submitEntry(owner, id)
    await giveBack(['parts'])
    await answerAsks(owner, id, { [ask!.id]: 'Đổi về sau' })
    const [first] = await everAskedOf(await dossier())
    expect(first!.keptWhy).toBe('Đã kiểm tra')
  })
})

it('shows what was asked to its owner, not to a coordinator', async () => {
  await giveBack(['authors'])
  const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  expect(granted(await entryPage(owner, id)).standing.asked).toHaveLength(1)
  expect(granted(await entryPage(coordinator, id)).standing.asked).toEqual([])
})

it('a dossier returned before its asks were kept comes back as before', async () => {
  await database()
    .update(entries)
    .set({ state: 'returned', returnUntil: new Date('2099-01-01'), returnFields: ['media', 'parts'] })
    .where(eq(entries.id, id))
  expect(await submitEntry(owner, id)).toMatchObject({ isSupplement: true })
  expect((await letters()).at(-1)).toContain('\n– Tệp\n– Các kỳ\n')
})
