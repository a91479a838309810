import { eq } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { letterheads } from '#app/modules/documents/document.ts'
import { launchDocument, launchFile } from '#app/modules/outreach/launch-file.server.ts'
import { cameByLink, launchLink, launchOf } from '#app/modules/outreach/launch-of.server.ts'
import { launchPoster } from '#app/modules/outreach/launch-poster.server.ts'
import type { LaunchKind, LaunchText } from '#app/modules/outreach/launch.ts'
import { wordLaunch } from '#app/modules/outreach/word-launch.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, editions, launchWordings, users } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { isHere } from '#tests/support/programs.ts'
import { outside, overprinted, pagesOf, pdfFile, type PrintedPage } from '#tests/support/printed-pages.ts'

let edition: MadeEdition
let coordinator: Actor
let elsewhere: Actor
let province: OwnProvince

beforeAll(async () => {
  coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' }, 'Đầu Mối')
  elsewhere = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
  edition = await makeEdition({ number: 13 })
  await keepWorld()
})
beforeEach(restoreWorld)

const word = (actor: Actor, kind: LaunchKind, version: number, parts: LaunchText) =>
  wordLaunch(actor, edition.id, province, { kind, version, parts })
const piece = async (kind: LaunchKind) =>
  (await launchOf(edition.id, province))!.pieces.find((one) => one.kind === kind)!

describe('what spreads the word', () => {
  it('is written from the rules and dates of the edition, and from nothing else', async () => {
    const { facts, pieces } = (await launchOf(edition.id, province))!
    for (const { kind, text } of pieces.filter(({ kind: one }) => one !== 'poster')) {
      const whole = Object.values(text).join('\n')
      expect(whole, kind).toContain(facts.closesAt)
      expect(whole, kind).toContain(facts.windowEnd)
      expect(whole, kind).toContain(launchLink(province))
      expect(whole, kind).not.toMatch(/\{\{|undefined|null|launch\./)
    }
    expect(Object.values((await piece('poster')).text).join('\n')).toContain(facts.closesAt)
  })

  it('follows a deadline that moves, but where somebody worded it, who is told', async () => {
    await word(coordinator, 'zalo', 0, { body: 'Hạn nộp cũ' })
    const closesAt = new Date(Date.now() + 40 * 86_400_000)
    await database().update(editions).set({ closesAt }).where(eq(editions.id, edition.id))
    const { facts, pieces } = (await launchOf(edition.id, province))!
    const [email, zalo] = (['email', 'zalo'] as const).map((kind) => pieces.find((one) => one.kind === kind)!)
    expect(email!.text.body).toContain(facts.closesAt)
    expect(email!.changed).toEqual([])
    expect(zalo!.text.body).toBe('Hạn nộp cũ')
    expect(zalo!.changed).toEqual(['closesAt'])
  })

  it('is worded part by part, each version on the record, and given back to the rules', async () => {
    const before = await piece('letter')
    await word(coordinator, 'letter', 0, { ...before.text, number: 'Số 12-CV/BCĐ', body: 'Một\nHai' })
    const worded = await piece('letter')
    expect(worded).toMatchObject({ version: 1, by: 'Đầu Mối' })
    expect(worded.text).toEqual({ ...before.text, number: 'Số 12-CV/BCĐ', body: 'Một\nHai' })
    await word(coordinator, 'letter', 1, {})
    expect(await piece('letter')).toEqual({ ...before, version: 2 })
    const events = await database()
      .select({ details: auditEvents.details })
      .from(auditEvents)
      .where(eq(auditEvents.kind, 'participation.launchWorded'))
      .orderBy(auditEvents.id)
    expect(events.map(({ details }) => details)).toEqual([
      { piece: 'letter', version: 1, wording: { number: 'Số 12-CV/BCĐ', body: 'Một\nHai' } },
      { piece: 'letter', version: 2, wording: {} },
    ])
  })

  it('is not written over: of two who build on the same version one is told', async () => {
    const answers = await Promise.all([
      word(coordinator, 'plan', 0, { purpose: 'A' }),
      word(coordinator, 'plan', 0, { purpose: 'B' }),
    ])
    expect(answers).toContainEqual({ done: true })
    expect(answers).toContainEqual(refuse('entry.refused.stale'))
    expect(await word(coordinator, 'plan', 0, { purpose: 'C' })).toEqual(refuse('entry.refused.stale'))
    expect(await word(coordinator, 'plan', 2, { purpose: 'C' })).toEqual(refuse('entry.refused.stale'))
  })

  it('is worded by nobody of another province, and by nobody once the edition has closed', async () => {
    expect(await word(elsewhere, 'zalo', 0, { body: 'Khác' })).toBeNull()
    await database()
      .update(editions)
      .set({ opensAt: new Date(0), closesAt: new Date(Date.now() - 1) })
      .where(eq(editions.id, edition.id))
    expect(await word(coordinator, 'zalo', 0, { body: 'Muộn' })).toEqual(refuse('entry.refused.tooLate'))
    expect(await database().select().from(launchWordings)).toEqual([])
  })
})

describe('who registers by the link', () => {
  const ask = {
    name: 'Phóng Viên',
    password: 'mat-khau-rat-dai',
    locale: 'vi' as const,
    address: '127.0.0.1',
  }
  const confirmed = (email: string) =>
    database().update(users).set({ emailConfirmedAt: new Date() }).where(eq(users.email, email))

  it('is counted for its province once confirmed, with draft and submission, each person once', async () => {
    for (const [email, by] of [
      ['a@thu.vn', '2025:56'],
      ['b@thu.vn', '2025:56'],
      ['c@thu.vn', '2025:56'],
      ['d@thu.vn', '2025:56'],
      ['khac@thu.vn', '2025:01'],
      ['khong@thu.vn', undefined],
    ] as const)
      expect(await register({ ...ask, email, by })).toBeNull()
    for (const email of ['a@thu.vn', 'b@thu.vn', 'c@thu.vn', 'khac@thu.vn', 'khong@thu.vn'])
      await confirmed(email)
    const rows = await database().select().from(users)
    const actorOf = (email: string) => ({
      ...coordinator,
      userId: rows.find((row) => row.email === email)!.id,
    })
    await makeEntry(actorOf('a@thu.vn'), edition)
    await makeSubmitted(actorOf('b@thu.vn'), edition, 1, { state: 'submitted' })
    await makeEntry(actorOf('b@thu.vn'), edition)
    expect(await cameByLink(edition.id, province)).toEqual({ came: 3, drafting: 1, submitted: 1 })
  })

  it('is nobody’s where the unit does not exist', async () => {
    expect(await register({ ...ask, email: 'x@thu.vn', by: '2025:99' })).toBeNull()
    const [row] = await database().select().from(users).where(eq(users.email, 'x@thu.vn'))
    expect(row!.calledBy).toBeNull()
  })
})

describe('the files', () => {
  const at = new Date('2027-02-03T02:00:00Z')

  it.each(letterheads)('say in the form of %s what the letter and the plan are about', async (letterhead) => {
    const letter = launchDocument((await piece('letter')).text, province, { piece: 'letter', letterhead }, at)
    expect(letter).toMatchObject({
      title: '',
      abstract: '',
      placeAndDate: 'Khánh Hòa, ngày 03 tháng 02 năm 2027',
      number: letterhead === 'party' ? 'Số      -CV/BCĐ' : 'Số:      /BCĐ-TTĐN',
    })
    expect(letter.about).toMatch(/^V\/v phổ biến/)
    expect(letter.addressed!.to).toHaveLength(3)
    const plan = launchDocument(
      { ...(await piece('plan')).text, content: '' },
      province,
      { piece: 'plan', letterhead },
      at,
    )
    const headings = plan.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
    expect(headings).toEqual(['I. Mục đích, yêu cầu', 'II. Tiến độ', 'III. Tổ chức thực hiện'])
  })

  it('are written as DOCX with what stands under the number and whom they address', async () => {
    const launch = (await launchOf(edition.id, province))!
    const ask = { piece: 'letter', letterhead: 'state', format: 'docx' } as const
    const { body, name } = await launchFile(launch, province, ask, at)
    expect(name).toBe('cong-van-phat-dong-XIII.docx')
    const written = strFromU8(unzipSync(body)['word/document.xml']!).replace(/<[^>]+>/g, ' ')
    for (const said of ['V/v phổ biến', 'Kính gửi:', '- Các sở, ban, ngành', launch.facts.closesAt])
      expect(written).toContain(said)
    expect(written).not.toContain('KẾ HOẠCH')
  })

  it.skipIf(!isHere('pdftotext'))(
    'stay within their pages: letter, plan, and a poster of one page',
    async () => {
      const launch = (await launchOf(edition.id, province))!
      for (const name of ['letter', 'plan'] as const) {
        const ask = { piece: name, letterhead: 'party', format: 'pdf' } as const
        const pages = await pagesOf(pdfFile((await launchFile(launch, province, ask, at)).body))
        expect(pages.length).toBeLessThanOrEqual(2)
        for (const page of pages) expect([outside(page, 30), overprinted(page)]).toEqual([[], []])
        expect(wordsOf(pages)).toContain(name === 'letter' ? 'Kính gửi:' : 'KẾ HOẠCH')
      }
      await word(coordinator, 'poster', 0, {
        call: 'Mời phóng viên tham gia '.repeat(5).trim(),
        body: 'Hạng mục rất dài; '.repeat(38).trim(),
      })
      for (const size of ['a4', 'a3'] as const) {
        const poster = await launchPoster((await launchOf(edition.id, province))!, province, size)
        const pages = await pagesOf(pdfFile(poster.body))
        expect(pages).toHaveLength(1)
        expect([outside(pages[0]!, 40), overprinted(pages[0]!)]).toEqual([[], []])
        expect(wordsOf(pages)).toContain(launch.facts.link)
      }
    },
  )
})

const wordsOf = (pages: PrintedPage[]) =>
  pages.map(({ words }) => words.map(({ text }) => text).join(' ')).join(' ')
