import { eq, ne, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { extendReturn } from '#app/modules/screening/extend-return.server.ts'
import { historyOf } from '#app/modules/screening/entry-history.server.ts'
import { nextToScreen } from '#app/modules/screening/next-to-screen.server.ts'
import { screeningsOf } from '#app/modules/screening/screenings.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import { screeningCount, screeningPage } from '#app/modules/screening/screening-list.server.ts'
import type { ScreeningDecision } from '#app/modules/screening/screening-decision.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { assignments, auditEvents, entries, mailMessages, returnAsks, users } from '#db/schema/index.ts'
import { makeEntry, makeSubmitted } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantJudging, plantWorld, type World } from '#tests/matrix/world.ts'
import { race } from '#tests/support/race.ts'
import { told } from '#tests/support/told.ts'

let w: World
const names = new Map<string, string>()

beforeAll(async () => {
  w = await plantWorld()
  await plantJudging(w.actors, w.elsewhere)
  await plantList()
  await keepWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const done = { done: true }
const screen = (ask: ScreeningDecision, entryId = w.submitted.id) =>
  screenEntry(w.actors.organizer, entryId, ask)
const eligible = { decision: 'eligible' as const, note: '' }

/** In the edition that is judged, beside its three eligible works, one in every other state. */
async function plantList() {
  const { owner, otherReporter } = w.actors
  const [first, second] = w.judged.categories
  await run(sql`update ${entries} set agency_id = ${w.agency.id}, language = 'en' where id = ${w.second.id}`)
  const make = (number: number, values: Parameters<typeof makeSubmitted>[3]) =>
    makeSubmitted(otherReporter, w.judged, number, { categoryId: second!.id, ...values })
  await make(4, { state: 'submitted', title: 'Đường về', searchKey: 'duong ve', authorName: 'Ngô Ánh' })
  await make(5, { state: 'ineligible', screeningReason: 'cap', title: 'Ánh sáng', searchKey: 'anh sang' })
  await make(6, {
    state: 'returned',
    returnUntil: new Date('2099-01-01T00:00:00Z'),
    returnFields: ['work'],
    provinceFrame: null,
    provinceCode: null,
    bucket: 'foreign',
    title: 'Ở xa',
    searchKey: 'o xa',
  })
  await make(7, { state: 'withdrawn', title: 'Rút lại', searchKey: 'rut lai', agencyId: w.agency.id })
  await make(9, { state: 'submitted', title: 'Còn chờ', searchKey: 'con cho', categoryId: first!.id })
  await makeEntry(owner, w.judged, { number: 8, title: 'Bản nháp có số' })
  const rows = await database().select().from(entries).where(eq(entries.editionId, w.judged.id))
  for (const row of rows) names.set(row.id, `entry ${row.number}`)
  for (const kind of ['organizer', 'owner'] as const) names.set(w.actors[kind].userId, kind)
  names.set(w.submitted.id, 'submitted').set(w.open.id, 'open edition')
}

describe('a decision', () => {
  const row = async () => {
    const [entry] = await database().select().from(entries).where(eq(entries.id, w.submitted.id))
    const { state, screeningReason, screeningNote, returnUntil, returnFields, version, updatedAt } = entry!
    const fresh = Date.now() - updatedAt.getTime() < 60_000
    return { state, screeningReason, screeningNote, returnUntil, returnFields, version, fresh }
  }
  const eventsNow = async () =>
    (await database().select().from(auditEvents).where(eq(auditEvents.kind, 'entry.screened'))).map(
      ({ actorId, subjectId, editionId, details }) => told([actorId, subjectId, editionId, details], names),
    )
  const letter = async () => {
    const letters = await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))
    expect(letters.map((one) => one.recipient)).toEqual([w.actors.owner.email])
    return letters[0]!.subject + '\n' + letters[0]!.body
  }
  const title = () => `“${w.submitted.title}”`

  it('that a dossier is eligible stands, is on the record and told its owner', async () => {
    await run(sql`update ${entries} set updated_at = '2026-01-01', version = 4, screening_reason = 'cap',
      return_until = now(), return_fields = '{work}' where id = ${w.submitted.id}`)
    expect(await screen({ decision: 'eligible', note: 'Đã đối chiếu' })).toEqual(done)
    expect(await row()).toEqual({
      state: 'eligible',
      screeningReason: null,
      screeningNote: 'Đã đối chiếu',
      returnUntil: null,
      returnFields: null,
      version: 5,
      fresh: true,
    })
    expect(await eventsNow()).toEqual([
      ['organizer', 'submitted', 'open edition', { decision: 'eligible', reason: null }],
    ])
    expect((await letter()).replace(title(), 'TITLE')).toBe(
      'Tác phẩm CCCI-0011 hợp lệ\nKính gửi Ông/Bà Chủ Tác Phẩm,\n\nTác phẩm TITLE (số CCCI-0011) đã được sơ loại: hợp lệ và được chuyển đến Hội đồng Giám khảo.\n\nTrân trọng.\n\nBan Thư ký Giải thưởng toàn quốc về thông tin đối ngoại',
    )
  })

  it('that it is not says by which reason', async () => {
    expect(await screen({ decision: 'ineligible', reason: 'window', note: 'Đăng năm 2020' })).toEqual(done)
    expect(await row()).toMatchObject({ state: 'ineligible', screeningReason: 'window', returnUntil: null })
    expect(await eventsNow()).toEqual([
      ['organizer', 'submitted', 'open edition', { decision: 'ineligible', reason: 'window' }],
    ])
    expect((await letter()).replace(title(), 'TITLE')).toBe(
      'Tác phẩm CCCI-0011 không hợp lệ\nKính gửi Ông/Bà Chủ Tác Phẩm,\n\nTác phẩm TITLE (số CCCI-0011) đã được sơ loại: không hợp lệ. Lý do: Ngoài thời gian quy định.\nĐăng năm 2020\n\nTrân trọng.\n\nBan Thư ký Giải thưởng toàn quốc về thông tin đối ngoại',
    )
  })

  it('that it comes back says until when and what is asked for, in the language of its owner', async () => {
    await run(sql`update ${users} set locale = 'en' where id = ${w.actors.owner.userId}`)
    const ask = { decision: 'returned' as const, note: 'Thiếu ngày đăng', until: '2099-05-01T17:00' }
    expect(await screen({ ...ask, sections: ['work', 'authors'] })).toEqual(done)
    expect(await row()).toMatchObject({
      state: 'returned',
      screeningReason: null,
      returnUntil: new Date('2099-05-01T10:00:00Z'),
      returnFields: ['work', 'authors'],
    })
    expect((await letter()).replace(title(), 'TITLE')).toBe(
      `Entry CCCI-0011 needs completion\nDear Chủ Tác Phẩm,\n\nThe dossier of TITLE (number CCCI-0011) must be completed no later than 17:00 on 01/05/2099: Work, Authors.\nThiếu ngày đăng\n\nPlease complete it at: http://portal.test/entries/${w.submitted.id}\n\nYours sincerely,\n\nSecretariat of the National External Information Service Award`,
    )
  })

  it('stays beside the ones after it, with who took it, when, why and what was asked for', async () => {
    const back = { decision: 'returned' as const, note: 'Thiếu ngày đăng', until: '2099-05-01T17:00' }
    await screen({ ...back, sections: ['work', 'authors'] })
    await run(sql`update ${entries} set state = 'submitted', return_until = null, return_fields = null
      where id = ${w.submitted.id}`)
    await screen({ decision: 'ineligible', reason: 'window', note: 'Đăng năm 2020' })
    await screen({ decision: 'eligible', note: '' })
    const organizer = w.actors.organizer.name
    const kept = { by: organizer, reason: null, returnUntil: null, returnFields: null, note: '' }
    expect((await screeningsOf(w.submitted.id)).map(({ id: _, at: __, ...row }) => row)).toEqual([
      {
        ...kept,
        decision: 'returned',
        note: 'Thiếu ngày đăng',
        returnUntil: new Date('2099-05-01T10:00:00Z'),
        returnFields: ['work', 'authors'],
      },
      { ...kept, decision: 'ineligible', reason: 'window', note: 'Đăng năm 2020' },
      { ...kept, decision: 'eligible' },
    ])
    expect(await screeningsOf(w.work.id)).toEqual([])
  })

  it('may be changed until somebody reads the work, and is for nobody who must keep away', async () => {
    const states = [
      ['submitted', done],
      ['eligible', done],
      ['ineligible', done],
      ['draft', refuse('screening.refusedState')],
      ['returned', refuse('screening.refusedWaiting')],
      ['withdrawn', refuse('screening.refusedState')],
    ] as const
    for (const [state, answer] of states) {
      await run(sql`update ${entries} set state = ${state}, screening_reason = 'cap', return_until = now() + interval '1 hour'
        where id = ${w.submitted.id}`)
      expect([state, await screen(eligible)]).toEqual([state, answer])
    }
    await run(sql`update ${entries} set state = 'submitted' where id = ${w.submitted.id}`)
    expect(await screenEntry(w.actors.barredOrganizer, w.submitted.id, eligible)).toEqual(
      refuse('judging.refused.conflict'),
    )
    expect(await screenEntry(w.actors.organizerElsewhere, w.submitted.id, eligible)).toBeNull()
    expect(await screen(eligible, 'ent_never_was')).toBeNull()
    expect(await screen(eligible, w.second.id)).toEqual(refuse('screening.refusedRound'))
    await run(
      sql`update ${assignments} set recused_at = now(), recusal_reason = 'x' where entry_id = ${w.second.id}`,
    )
    expect(await screen(eligible, w.second.id)).toEqual(done)
  })

  it('goes on without what was asked for once the date has passed, which no longer waits for an answer', async () => {
    const entryId = w.returned.id
    const asks = () => database().select().from(returnAsks).where(eq(returnAsks.entryId, entryId))
    const pass = () =>
      run(sql`update ${entries} set return_until = now() - interval '1 hour' where id = ${entryId}`)
    expect(await screen(eligible, entryId)).toEqual(refuse('screening.refusedWaiting'))
    await pass()
    const until = new Date(Date.now() + 3600_000)
    expect(await extendReturn(w.actors.organizer, entryId, { until, note: 'Theo đề nghị' })).toEqual(done)
    expect(await screen(eligible, entryId)).toEqual(refuse('screening.refusedWaiting'))
    const letters = await database().select({ subject: mailMessages.subject }).from(mailMessages)
    expect((await screeningsOf(entryId)).at(-1)).toMatchObject({ decision: 'returned', returnUntil: until })
    expect(letters).toContainEqual({ subject: expect.stringMatching(/^Gia hạn bổ sung hồ sơ /) as string })
    await pass()
    expect(await asks()).toMatchObject([{ became: null }])
    const without = { decision: 'ineligible' as const, reason: 'dossier' as const, note: 'Quá hạn' }
    expect(await screen(without, entryId)).toEqual(done)
    expect(await asks()).toMatchObject([{ became: {}, answeredAt: expect.any(Date) as Date }])
    expect((await screeningsOf(entryId)).at(-1)).toMatchObject({ decision: 'ineligible', reason: 'dossier' })
  })

  it('gives back only until a moment to come', async () => {
    const local = (ms: number) => new Date(Date.now() + 7 * 3600_000 + ms).toISOString().slice(0, 16)
    const back = (until: string) => screen({ decision: 'returned', note: '', until, sections: ['work'] })
    expect(await back(local(-60_000))).toEqual(refuse('screening.untilPast', {}, 'until'))
    expect(await back(local(120_000))).toEqual(done)
  })

  it('of two at once falls on what the other left', async () => {
    const back = sql`update ${entries} set state = 'draft' where id = ${w.submitted.id}`
    expect(await race(back, [() => screen(eligible)])).toEqual([refuse('screening.refusedState')])
  })
})

const nothing = { q: '', state: '', category: '', place: '', sort: '', after: '' }
const numbers = async (filter: Partial<typeof nothing>) =>
  (await screeningPage(w.judged.id, { ...nothing, ...filter }, new Set())).rows.map((row) => row.number)

describe('the list', () => {
  it('tells of each dossier what stands in its row', async () => {
    const { rows, next } = await screeningPage(w.judged.id, nothing, new Set())
    expect(next).toBeNull()
    const [, second] = rows
    expect({
      ...second,
      id: names.get(second!.id),
      submittedAt: second!.submittedAt instanceof Date,
    }).toEqual({
      id: 'entry 2',
      number: 2,
      title: w.second.title,
      state: 'eligible',
      language: 'en',
      submittedAt: true,
      bucket: null,
      categoryVi: w.judged.categories[0]!.nameVi,
      categoryEn: w.judged.categories[0]!.nameEn,
      agency: 'Báo Khánh Hòa Thử',
      province: 'Khánh Hòa',
      authors: 'Chủ Tác Phẩm',
    })
    expect(rows.find((row) => row.number === 6)).toMatchObject({
      bucket: 'foreign',
      province: null,
      agency: null,
    })
  })

  it.each([
    [{}, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ state: 'submitted' }, [4, 9]],
    [{ state: 'withdrawn' }, [7]],
    [{ state: 'draft' }, []],
    [{ state: 'không có' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ category: '0' }, [1, 2, 9]],
    [{ category: '1', state: 'eligible' }, [3]],
    [{ place: '2025:56' }, [1, 2, 3]],
    [{ place: 'foreign' }, [6]],
    [{ q: 'đường' }, [4]],
    [{ q: 'anh' }, [4, 5]],
    [{ q: 'XIII-0007' }, [7]],
    [{ q: '99999999999' }, []],
    [{ q: '%' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ q: 'anh', state: 'submitted' }, [4]],
    [{ sort: '-number' }, [9, 7, 6, 5, 4, 3, 2, 1]],
    [{ sort: 'state' }, [4, 9, 6, 1, 2, 3, 5, 7]],
    [{ sort: '-state' }, [7, 5, 1, 2, 3, 6, 4, 9]],
    [{ sort: 'language' }, [2, 1, 3, 4, 5, 6, 7, 9]],
    [{ sort: 'category' }, [1, 2, 9, 3, 4, 5, 6, 7]],
    [{ sort: '-category' }, [3, 4, 5, 6, 7, 1, 2, 9]],
    [{ sort: 'agency' }, [1, 3, 4, 5, 6, 9, 2, 7]],
    [{ sort: 'không có' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ after: '5' }, [6, 7, 9]],
    [{ after: '2147483647' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ after: '2147483648' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ after: '5', sort: '-number' }, [4, 3, 2, 1]],
    [{ after: '2', sort: 'state' }, [3, 5, 7]],
    [{ after: '2', sort: '-state' }, [3, 6, 4, 9]],
    [{ after: '4', sort: 'category' }, [5, 6, 7]],
    [{ after: '3', sort: 'agency' }, [4, 5, 6, 9, 2, 7]],
    [{ after: '2', sort: '-agency' }, [7, 1, 3, 4, 5, 6, 9]],
    [{ after: '11' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ after: 'x' }, [1, 2, 3, 4, 5, 6, 7, 9]],
    [{ after: '1.5' }, [1, 2, 3, 4, 5, 6, 7, 9]],
  ])('by %o is %o', async (asked, expected) => {
    const category = 'category' in asked ? w.judged.categories[Number(asked.category)]!.id : ''
    const filter = { ...nothing, ...asked, category }
    expect(await numbers(filter)).toEqual(expected)
    if (!('after' in asked))
      expect((await screeningCount(w.judged.id, filter, new Set())).count).toBe(expected.length)
  })

  it('goes on after fifty rows, and ends with the fiftieth', async () => {
    for (let number = 10; number <= 51; number++)
      await makeSubmitted(w.actors.owner, w.judged, number, { withMedia: false })
    const all = await screeningPage(w.judged.id, nothing, new Set())
    expect([all.rows.length, all.rows.at(-1)!.number, all.next]).toEqual([50, 51, null])
    await makeSubmitted(w.actors.owner, w.judged, 52)
    const first = await screeningPage(w.judged.id, nothing, new Set())
    expect([first.rows.length, first.rows.at(-1)!.number, first.next]).toEqual([50, 51, '51'])
    expect(await numbers({ after: '51' })).toEqual([52])
  })
})

it('goes on to the next dossier that waits, round to the first, in its own edition', async () => {
  const next = async (after: number) =>
    names.get((await nextToScreen(w.judged.id, after, new Set())) ?? '') ?? null
  expect([await next(0), await next(3), await next(4), await next(8), await next(9)]).toEqual([
    'entry 4',
    'entry 4',
    'entry 9',
    'entry 9',
    'entry 4',
  ])
  await run(
    sql`update ${entries} set state = 'eligible' where state = 'submitted' and edition_id = ${w.judged.id}`,
  )
  expect(await next(0)).toBeNull()
})

it('shows what happened to a dossier in order, by whom, but for its making', async () => {
  const event = { subjectId: w.submitted.id, actorId: w.actors.organizer.userId, editionId: w.open.id }
  await database()
    .insert(auditEvents)
    .values([
      { ...event, kind: 'entry.created', at: new Date('2027-01-01T00:00:00Z') },
      { ...event, kind: 'entry.submitted', actorId: null, at: new Date('2027-01-03T00:00:00Z') },
      {
        ...event,
        kind: 'entry.screened',
        details: { decision: 'eligible' },
        at: new Date('2027-01-02T00:00:00Z'),
      },
      { ...event, kind: 'entry.screened', subjectId: w.draft.id },
    ])
  const history = await historyOf(w.submitted.id)
  expect(history.map(({ id: _id, ...row }) => row)).toEqual([
    { at: new Date('2027-01-03T00:00:00Z'), kind: 'entry.submitted', actor: null, details: {} },
    {
      at: new Date('2027-01-02T00:00:00Z'),
      kind: 'entry.screened',
      actor: 'Ban Tổ Chức Thử',
      details: { decision: 'eligible' },
    },
  ])
})
