import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { acrossEditions } from '#app/modules/participation/across-editions.server.ts'
import {
  importPastEdition,
  importPopulations,
  mayImportFigures,
} from '#app/modules/participation/import-figures.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { populationsOf } from '#app/modules/participation/populations.server.ts'
import { provinceTables } from '#app/modules/participation/province-tables.server.ts'
import {
  proposeTargets,
  setTargets,
  targetBoard,
  targetsOf,
} from '#app/modules/participation/set-targets.server.ts'
import { changeProvince, splitProvince } from '#app/modules/provinces/change-provinces.server.ts'
import { forgetProvinceHistory } from '#app/modules/provinces/history.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  participationTargets,
  pastEditions,
  pastParticipation,
  populations,
} from '#db/schema/index.ts'
import { makeActor, makeEdition, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })
let admin: Actor
let judge: Actor
let edition: MadeEdition

beforeAll(async () => {
  admin = await makeActor('admin')
  judge = await makeActor('judge')
  edition = await makeEdition({ number: 100, year: 2027 })
  await keepWorld()
})
beforeEach(async () => {
  await restoreWorld()
  forgetProvinceHistory()
})

/** What edition 100 received, one work of Khánh Hòa and one of Hà Nội among it, and an edition yet to open. */
async function receiveWorks() {
  const owner = await makeActor()
  await makeSubmitted(owner, edition, 1, unit('56'))
  await makeSubmitted(owner, edition, 2, { ...unit('01'), state: 'submitted' })
  await makeSubmitted(owner, edition, 3, { provinceFrame: null, provinceCode: null, bucket: 'central' })
  await makeSubmitted(owner, edition, 4, { provinceFrame: null, provinceCode: null })
  const day = 86_400_000
  await makeEdition({
    number: 101,
    opensAt: new Date(Date.now() + day),
    closesAt: new Date(Date.now() + 2 * day),
  })
  return owner
}

async function receiveMoreOfKhanhHoa(owner: Actor) {
  for (const number of [11, 12, 13, 14]) await makeSubmitted(owner, edition, number, unit('56'))
}

const splitKhanhHoa = () =>
  splitProvince(admin, {
    code: '56',
    newCode: '58',
    name: 'Ninh Thuận',
    kind: 'province',
    since: '2026-11-20',
    decision: 'Nghị quyết về chia',
  })

const lastEvent = async () => {
  const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
  return (
    event && { actorId: event.actorId, kind: event.kind, subjectId: event.subjectId, details: event.details }
  )
}
const wrongLines = (lines: string) => refuse('measures.error.lines', { lines }, 'list')

it('figures are imported by administrators and by organizers of every edition', async () => {
  const [all, one] = [await makeActor('organizer'), await makeActor('organizer', { editionId: edition.id })]
  expect([admin, all, one, judge].map(mayImportFigures)).toEqual([true, true, false, false])
})

describe('an earlier edition', () => {
  const ask = {
    number: 3,
    year: 2016,
    received: 100,
    eligible: 90,
    inFinal: null,
    prizes: 7,
    rough: 'on' as const,
    source: 'Báo cáo tổng kết',
    frame: '2004',
  }
  const list = 'Tỉnh; Số\nKhánh Hòa; 5; 4; 3; 2\nNinh Thuận; 6'
  const provincesOf = (number: number) =>
    database()
      .select()
      .from(pastParticipation)
      .where(eq(pastParticipation.number, number))
      .orderBy(pastParticipation.code)

  it('is kept with its provinces, on the record', async () => {
    expect(await importPastEdition(judge, ask, '')).toBeNull()
    expect(await importPastEdition(admin, ask, list)).toEqual({ provinces: 2 })
    const [row] = await database().select().from(pastEditions).where(eq(pastEditions.number, 3))
    const { frame: _frame, ...values } = ask
    expect(row).toEqual({ ...values, rough: true })
    expect(await provincesOf(3)).toEqual([
      {
        number: 3,
        frame: '2004',
        code: '56',
        placeId: '2004:56',
        received: 5,
        eligible: 4,
        inFinal: 3,
        prizes: 2,
      },
      {
        number: 3,
        frame: '2004',
        code: '58',
        placeId: '2004:58',
        received: 6,
        eligible: null,
        inFinal: null,
        prizes: null,
      },
    ])
    expect(await lastEvent()).toEqual({
      actorId: admin.userId,
      kind: 'participation.imported',
      subjectId: '3',
      details: { what: 'edition', provinces: 2, source: ask.source },
    })
  })

  it('given again has its totals replaced, its provinces only where a list comes with them', async () => {
    await importPastEdition(admin, ask, list)
    const again = { ...ask, received: 120, rough: undefined }
    expect(await importPastEdition(admin, again, '')).toEqual({ provinces: 0 })
    const [row] = await database().select().from(pastEditions).where(eq(pastEditions.number, 3))
    expect([row!.received, row!.rough, (await provincesOf(3)).length]).toEqual([120, false, 2])
    await importPastEdition(admin, { ...ask, number: 2 }, 'Hà Nội; 1')
    expect(await importPastEdition(admin, again, 'Khánh Hòa; 8')).toEqual({ provinces: 1 })
    expect((await provincesOf(3)).map((one) => [one.code, one.received])).toEqual([['56', 8]])
    expect((await provincesOf(2)).length).toBe(1)
  })

  it.each([
    ['Huế; 5\nSài Gòn; 6', '2: Sài Gòn; 6'],
    ['Huế', '1: Huế'],
    ['Huế; nhiều', '1: Huế; nhiều'],
    ['Huế; 5\nHà Nội; 6\nThừa Thiên - Huế; 7\nHuế; 8', '3: Thừa Thiên - Huế; 7; 4: Huế; 8'],
    ['Huế\nHuế; 8', '1: Huế; 2: Huế; 8'],
    [
      Array.from({ length: 21 }, () => 'Sài Gòn; 1').join('\n'),
      Array.from({ length: 20 }, (_, index) => `${index + 1}: Sài Gòn; 1`).join('; '),
    ],
  ])('is refused whole for lines that are wrong: %#', async (list, said) => {
    expect(await importPastEdition(admin, { ...ask, number: 5 }, list)).toEqual(wrongLines(said))
    expect(await provincesOf(5)).toEqual([])
  })

  it('is none of the portal’s own', async () => {
    expect(await importPastEdition(admin, { ...ask, number: 100 }, '')).toEqual(
      refuse('measures.error.ofPortal', {}, 'number'),
    )
  })
})

describe('every edition', () => {
  beforeEach(async () => {
    await database().delete(pastEditions)
    await receiveWorks()
    const past = { received: 100, eligible: 90, inFinal: 8, prizes: 7, source: 'Báo cáo' }
    await database()
      .insert(pastEditions)
      .values([
        { number: 99, year: 2026, ...past },
        { number: 9, year: 2023, received: 1456, rough: true, source: 'Báo chí' },
        { number: 100, year: 2027, ...past },
      ])
    const of = (number: number, frame: string, code: string, received: number) => ({
      number,
      frame,
      code,
      received,
    })
    await database()
      .insert(pastParticipation)
      .values([
        of(99, '2004', '56', 2),
        of(99, '2004', '58', 3),
        of(99, '2025', '48', 4),
        of(99, '2004', '01', 0),
      ])
  })

  it('stands in one row, the earliest first: counted where it is the portal’s, else as it was imported', async () => {
    const rows = await acrossEditions('2025')
    const counted = (await participationOf(edition.id, '2025')).rows
    const zeros = Object.fromEntries(counted.map((row) => [row.code, 0]))
    const names = (...present: string[]) =>
      counted.filter((row) => !present.includes(row.code)).map((row) => row.name)
    expect(rows).toEqual([
      {
        number: 9,
        year: 2023,
        received: 1456,
        eligible: null,
        inFinal: null,
        prizes: null,
        participating: null,
        of: 34,
        absent: [],
        rough: true,
        source: 'Báo chí',
        byUnit: null,
      },
      {
        number: 99,
        year: 2026,
        received: 100,
        eligible: 90,
        inFinal: 8,
        prizes: 7,
        participating: 2,
        of: 34,
        absent: names('56', '48'),
        rough: false,
        source: 'Báo cáo',
        byUnit: { ...zeros, '56': 5, '48': 4 },
      },
      {
        number: 100,
        year: 2027,
        received: 4,
        eligible: 3,
        inFinal: 0,
        prizes: 0,
        participating: 2,
        of: 34,
        absent: names('56', '01'),
        rough: false,
        source: null,
        byUnit: { ...zeros, '56': 1, '01': 1 },
      },
    ])
  })

  it('leaves out in the units of before what cannot be carried there', async () => {
    const [, past] = await acrossEditions('2004')
    const some = Object.entries(past!.byUnit!).filter(([, received]) => received > 0)
    expect([past!.of, past!.participating, some.sort()]).toEqual([
      63,
      2,
      [
        ['56', 2],
        ['58', 3],
      ],
    ])
  })
})

describe('populations', () => {
  const ask = (year: number, frame = '2004') => ({ year, source: `Niên giám ${year}`, frame })
  it('are refused without lines, with wrong ones or without people', async () => {
    expect(await importPopulations(judge, ask(2019), 'Huế; 5')).toBeNull()
    expect(await importPopulations(admin, ask(2019), ' \n')).toEqual(
      refuse('measures.error.noLines', {}, 'list'),
    )
    expect(await importPopulations(admin, ask(2019), 'Sài Gòn; 5')).toEqual(wrongLines('1: Sài Gòn; 5'))
    expect(await importPopulations(admin, ask(2019), 'Huế; 5\nHà Nội; 0')).toEqual(
      refuse('form.error.number', {}, 'list'),
    )
    expect(await database().select().from(populations)).toEqual([])
  })

  it('are kept by unit and year, replaced where they come again, and on the record', async () => {
    expect(await importPopulations(admin, ask(2019), 'Huế; 1\nKhánh Hòa; 10')).toEqual({ provinces: 2 })
    expect(await lastEvent()).toEqual({
      actorId: admin.userId,
      kind: 'participation.imported',
      subjectId: '2004',
      details: { what: 'population', year: 2019, source: 'Niên giám 2019', provinces: 2 },
    })
    await importPopulations(admin, { ...ask(2019), source: 'Bản sửa' }, 'Huế; 2')
    const rows = await database().select().from(populations).orderBy(populations.code)
    expect(rows).toEqual([
      { frame: '2004', code: '46', placeId: '2004:46', year: 2019, people: 2, source: 'Bản sửa' },
      { frame: '2004', code: '56', placeId: '2004:56', year: 2019, people: 10, source: 'Niên giám 2019' },
    ])
  })

  it('are the newest, added up for what has merged where all of it is known of one year', async () => {
    await importPopulations(admin, ask(2019), 'Huế; 2\nKhánh Hòa; 10')
    await importPopulations(
      admin,
      ask(2020),
      'Huế; 3\nNinh Thuận; 20\nKhánh Hòa; 11\nĐà Nẵng; 5\nKiên Giang; 7',
    )
    await importPopulations(admin, ask(2021), 'An Giang; 8')
    expect([...(await populationsOf('2025'))].sort()).toEqual([
      ['46', { people: 3, year: 2020, source: 'Niên giám 2020' }],
      ['56', { people: 31, year: 2020, source: 'Niên giám 2020' }],
    ])
  })
})

describe('targets', () => {
  it('are those of the edition alone, in the units of today, on the record', async () => {
    const owner = await receiveWorks()
    const organizer = await makeActor('organizer')
    const other = await makeEdition({ number: 102 })
    await setTargets(organizer, other.id, new Map([['56', 9]]))
    await database()
      .insert(participationTargets)
      .values({ editionId: edition.id, frame: '2004', code: '58', target: 3 })
    expect(await setTargets(judge, edition.id, new Map([['56', 4]]))).toBeNull()
    expect(await setTargets(organizer, edition.id, new Map([['999', 4]]))).toEqual(
      refuse('form.error.invalid'),
    )
    const ask = new Map([
      ['56', 4],
      ['01', 1],
      ['04', null],
    ])
    expect(await setTargets(organizer, edition.id, ask)).toEqual({ set: 2 })
    expect(await lastEvent()).toEqual({
      actorId: organizer.userId,
      kind: 'participation.targets',
      subjectId: edition.id,
      details: { '56': 4, '01': 1 },
    })
    const board = await targetBoard(edition.id)
    expect(board.slice(0, 2)).toEqual([
      { code: '56', name: 'Khánh Hòa', received: 1, target: 4, left: 3 },
      { code: '01', name: 'Hà Nội', received: 1, target: 1, left: 0 },
    ])
    expect(board.slice(2).every((row) => row.target === null && row.left === null)).toBe(true)
    expect([...(await targetsOf(other.id))]).toEqual([['56', 9]])
    expect(await setTargets(organizer, edition.id, new Map())).toEqual({ set: 0 })
    const left = await database()
      .select({ frame: participationTargets.frame, code: participationTargets.code })
      .from(participationTargets)
      .where(eq(participationTargets.editionId, edition.id))
    expect(left).toEqual([{ frame: '2004', code: '58' }])
    await setTargets(organizer, edition.id, new Map([['01', 1]]))
    await makeSubmitted(owner, edition, 10, unit('01'))
    expect((await targetBoard(edition.id))[0]).toMatchObject({ code: '01', received: 2, target: 1, left: 0 })
  })

  it('are proposed by what the editions before received, not this one nor later ones', async () => {
    const owner = await receiveWorks()
    await makeSubmitted(owner, edition, 10, unit('01'))
    await makeEdition({ number: 102 })
    const proposed = await proposeTargets(edition.id)
    expect([proposed.size, new Set(proposed.values())]).toEqual([34, new Set([1])])
    const later = await makeEdition({ number: 103 })
    const after = await proposeTargets(later.id)
    // of editions 100, 101 and 102: one work of Khánh Hòa, two of Hà Nội in three editions
    expect([after.get('56'), after.get('01')]).toEqual([1, 1])
    await receiveMoreOfKhanhHoa(owner)
    expect((await proposeTargets(later.id)).get('56')).toBe(2)
  })
})

describe('the table of provinces', () => {
  const state = (since: string, name: string, isCity: boolean, decision: unknown = expect.any(String)) => ({
    since,
    name,
    isCity,
    decision,
  })
  it('has every frame, the newest first, with what each unit was and came of', async () => {
    const [now, before, ...more] = await provinceTables()
    expect([now!.frame, now!.units.length, before!.frame, before!.units.length, more]).toEqual([
      '2025',
      34,
      '2004',
      63,
      [],
    ])
    const of = (table: typeof now, code: string) => table!.units.find((one) => one.code === code)
    expect(of(now, '56')).toEqual({
      code: '56',
      name: 'Khánh Hòa',
      goesOn: false,
      predecessors: ['Khánh Hòa', 'Ninh Thuận'],
      states: [state('2025-07-01', 'Khánh Hòa', false, now!.decision)],
    })
    expect(of(now, '01')).toMatchObject({ goesOn: true, predecessors: ['Hà Nội'] })
    const hue = of(before, '46')!
    expect([hue.name, hue.goesOn, hue.predecessors, hue.states.map((one) => [one.since, one.name])]).toEqual([
      'Huế',
      false,
      [],
      [
        ['2004-01-01', 'Thừa Thiên Huế'],
        ['2025-01-01', 'Huế'],
      ],
    ])
    expect(hue.states[0]!.decision).toBe(before!.decision)
    expect(hue.states[1]!.decision).not.toBe(before!.decision)
  })

  it('tells a unit that was split or renamed from one that goes on', async () => {
    await changeProvince(admin, {
      code: '46',
      name: 'Huế Mới',
      kind: 'city',
      since: '2026-10-01',
      decision: 'Nghị quyết về tên',
    })
    await changeProvince(admin, {
      code: '48',
      name: 'Đà Nẵng Mới',
      kind: 'city',
      since: '2026-10-01',
      decision: 'Nghị quyết khác',
    })
    await splitKhanhHoa()
    const [now, before] = await provinceTables()
    expect(now!.frame).toBe('2026')
    const goesOn = Object.fromEntries(now!.units.map((one) => [one.code, one.goesOn]))
    expect([goesOn['56'], goesOn['58'], goesOn['46'], goesOn['01']]).toEqual([false, false, true, true])
    const of = (table: typeof now, code: string) => table!.units.find((one) => one.code === code)!
    expect(of(now, '58').predecessors).toEqual(['Khánh Hòa'])
    expect([of(before, '46').name, of(before, '46').goesOn]).toEqual(['Huế Mới', false])
    expect(of(before, '46').states).toEqual([
      state('2025-07-01', 'Huế', true, before!.decision),
      state('2026-10-01', 'Huế Mới', true, 'Nghị quyết về tên'),
    ])
    expect(of(before, '56').states).toEqual([state('2025-07-01', 'Khánh Hòa', false, before!.decision)])
    expect(of(before, '48').states[1]).toEqual(state('2026-10-01', 'Đà Nẵng Mới', true, 'Nghị quyết khác'))
  })
})

it('leaves what was split to no unit, in targets and in figures', async () => {
  const organizer = await makeActor('organizer')
  await receiveMoreOfKhanhHoa(await receiveWorks())
  await splitKhanhHoa()
  await database()
    .insert(participationTargets)
    .values([
      { editionId: edition.id, frame: '2025', code: '56', target: 5 },
      { editionId: edition.id, frame: '2025', code: '01', target: 2 },
    ])
  expect([...(await targetsOf(edition.id))]).toEqual([['01', 2]])
  await setTargets(organizer, edition.id, new Map([['58', 1]]))
  const rows = await database().execute(
    sql`select frame, code from ${participationTargets} order by frame, code`,
  )
  expect([...rows]).toEqual([
    { frame: '2025', code: '01' },
    { frame: '2025', code: '56' },
    { frame: '2026', code: '58' },
  ])
  const { unplaced, untold } = await participationOf(edition.id, '2026')
  expect([unplaced.received, untold]).toEqual([6, ['56', '58']])
})
