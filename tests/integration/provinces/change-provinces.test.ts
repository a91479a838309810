import { asc, eq, sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import {
  changeProvince,
  mergeProvinces,
  splitProvince,
} from '#app/modules/provinces/change-provinces.server.ts'
import { forgetProvinceHistory, unitsOf } from '#app/modules/provinces/history.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  provinceChanges,
  provinceFrames,
  provinceSuccessions,
  provinces,
} from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { race } from '#tests/support/race.ts'

const decision = 'Nghị quyết giả định'
const day = '2026-10-05'
const done = { done: true }
let admin: Actor

beforeAll(async () => {
  admin = await makeActor('admin')
  await keepWorld()
})
afterEach(async () => {
  await restoreWorld()
  forgetProvinceHistory()
})

const change = (more: object = {}) => ({
  code: '68',
  name: 'Lâm Đồng Mới',
  kind: 'city' as const,
  since: day,
  decision,
  ...more,
})
const merger = (more: object = {}) => ({
  units: ['33', '37'],
  code: '37',
  name: 'Sông Hồng',
  kind: 'city' as const,
  since: day,
  decision,
  ...more,
})
const split = (more: object = {}) => ({
  code: '40',
  newCode: '41',
  name: 'Phủ Quỳ',
  kind: 'city' as const,
  since: day,
  decision,
  ...more,
})

const unit = async (frame: string, code: string) => {
  const [row] = await database()
    .select()
    .from(provinces)
    .where(sql`${provinces.frame} = ${frame} and ${provinces.code} = ${code}`)
  return row
}
const framesNow = () =>
  database()
    .select({ frame: provinceFrames.frame, from: provinceFrames.validFrom, to: provinceFrames.validTo })
    .from(provinceFrames)
    .orderBy(asc(provinceFrames.validFrom))
const successionsInto = async (frame: string) =>
  (
    await database()
      .select()
      .from(provinceSuccessions)
      .where(eq(provinceSuccessions.toFrame, frame))
      .orderBy(asc(provinceSuccessions.fromCode), asc(provinceSuccessions.toCode))
  ).map(({ fromFrame, fromCode, toCode }) => `${fromFrame}:${fromCode} ${toCode}`)
const codesOf = async (frame: string) => (await unitsOf(frame)).map(({ code }) => code).sort()
const events = () =>
  database()
    .select({ kind: auditEvents.kind, subjectId: auditEvents.subjectId, details: auditEvents.details })
    .from(auditEvents)
    .orderBy(asc(auditEvents.id))
const changesOf = async () =>
  (await database().select().from(provinceChanges)).map(
    ({ frame, code, since }) => `${frame}:${code} ${since}`,
  )

describe('is refused, and changes nothing,', () => {
  const invalid = (field: string) => refuse('form.error.invalid', {}, field)
  const tooEarly = refuse('provinces.error.beforeFrame', { since: '2025-07-01' }, 'since')
  type Ask = (actor: Actor) => Promise<unknown>
  it.each<[string, Ask, unknown]>([
    ['a change of no unit', (a) => changeProvince(a, change({ code: '02' })), invalid('code')],
    ['a change before the frame', (a) => changeProvince(a, change({ since: '2025-06-30' })), tooEarly],
    [
      'a merger of one',
      (a) => mergeProvinces(a, merger({ units: ['37'] })),
      refuse('provinces.error.two', {}, 'units'),
    ],
    [
      'a merger into another',
      (a) => mergeProvinces(a, merger({ code: '40' })),
      refuse('provinces.error.codeOfOne', {}, 'code'),
    ],
    ['a merger with no unit', (a) => mergeProvinces(a, merger({ units: ['37', '02'] })), invalid('units')],
    ['a merger before the frame', (a) => mergeProvinces(a, merger({ since: '2025-06-30' })), tooEarly],
    ['a split of no unit', (a) => splitProvince(a, split({ code: '02' })), invalid('code')],
    [
      'a split into one there is',
      (a) => splitProvince(a, split({ newCode: '01' })),
      refuse('provinces.error.codeTaken', {}, 'newCode'),
    ],
    ['a split before the frame', (a) => splitProvince(a, split({ since: '2025-06-30' })), tooEarly],
  ])('%s', async (_what, ask, refusal) => {
    expect(await ask(admin)).toEqual(refusal)
    for (const role of ['organizer', 'coordinator'] as const) {
      const held = role === 'coordinator' ? { provinceFrame: '2025', provinceCode: '56' } : {}
      expect(await ask(await makeActor(role, held))).toBeNull()
    }
    expect(await framesNow()).toHaveLength(2)
    expect(await codesOf('2025')).toHaveLength(34)
    expect(await events()).toEqual([])
  })
})

describe('a new name or kind', () => {
  const named = async (asked: string) => {
    const { name, isCity, since } = (await unitsOf('2025')).find(({ code }) => code === asked)!
    return { name, isCity, since }
  }

  it.each([
    ['from its day on', day],
    ['from the first day of the frame', '2025-07-01'],
  ])('holds %s, is entered once a day, and is on the record', async (_from, since) => {
    expect(await changeProvince(admin, change({ since, name: 'Lỗi Gõ' }))).toEqual(done)
    expect(await changeProvince(admin, change({ since }))).toEqual(done)
    expect(await named('68')).toEqual({ name: 'Lâm Đồng Mới', isCity: true, since })
    expect(await named('56')).toMatchObject({ name: 'Khánh Hòa', isCity: false })
    const [row] = await database()
      .select()
      .from(provinceChanges)
      .where(sql`${provinceChanges.code} = '68' and ${provinceChanges.since} = ${since}`)
    expect(row).toMatchObject({ frame: '2025', decision, recordedBy: admin.userId })
    expect(await events()).toEqual(
      ['Lỗi Gõ', 'Lâm Đồng Mới'].map((name) => ({
        kind: 'provinces.changed',
        subjectId: '2025:68',
        details: change({ since, name }),
      })),
    )
    expect(await changeProvince(admin, change({ since, kind: 'province' }))).toEqual(done)
    expect((await named('68')).isCity).toBe(false)
  })
})

describe('a merger', () => {
  it('opens a frame named by its year, closes the one before on the eve, and leaves that as it was', async () => {
    const before = [await unit('2025', '33'), await unit('2025', '37'), await successionsInto('2025')]
    expect(await mergeProvinces(admin, merger())).toEqual(done)
    expect(await framesNow()).toEqual([
      { frame: '2004', from: expect.any(String), to: '2025-06-30' },
      { frame: '2025', from: '2025-07-01', to: '2026-10-04' },
      { frame: '2026', from: day, to: null },
    ])
    const codes = await codesOf('2025')
    expect(await codesOf('2026')).toEqual(codes.filter((code) => code !== '33'))
    expect(await unit('2026', '37')).toEqual({
      frame: '2026',
      code: '37',
      name: 'Sông Hồng',
      nameKey: 'song hong',
      isCity: true,
    })
    expect(await unit('2026', '01')).toEqual({ ...(await unit('2025', '01'))!, frame: '2026' })
    expect(await successionsInto('2026')).toEqual(
      codes.map((code) => `2025:${code} ${code === '33' ? '37' : code}`),
    )
    expect([await unit('2025', '33'), await unit('2025', '37'), await successionsInto('2025')]).toEqual(
      before,
    )
    expect(await events()).toEqual([{ kind: 'provinces.changed', subjectId: '2026:37', details: merger() }])
  })

  it('takes with it the names and kinds of its day', async () => {
    await changeProvince(admin, change({ since: '2026-10-04' }))
    await changeProvince(admin, change({ code: '75', name: 'Chưa Tới', since: '2026-10-06' }))
    await mergeProvinces(admin, merger({ kind: 'province' }))
    expect(await unit('2026', '68')).toMatchObject({ name: 'Lâm Đồng Mới', isCity: true })
    expect(await unit('2026', '75')).toMatchObject({ name: 'Đồng Nai', isCity: true })
    expect(await unit('2026', '37')).toMatchObject({ isCity: false })
  })

  it('of the same day joins the frame of that day; changes of what it takes in go', async () => {
    await changeProvince(admin, change({ code: '42' }))
    await mergeProvinces(admin, merger())
    for (const code of ['42', '44', '68']) await changeProvince(admin, change({ code, name: `Tên ${code}` }))
    const known = (await changesOf()).filter((one) => one !== `2026:44 ${day}`)
    const second = merger({ units: ['44', '42'], code: '42', name: 'Hoành Sơn', kind: 'province' })
    expect(await mergeProvinces(admin, second)).toEqual(done)
    expect((await framesNow()).map(({ frame }) => frame)).toEqual(['2004', '2025', '2026'])
    expect(await codesOf('2026')).toHaveLength(32)
    expect((await changesOf()).sort()).toEqual(known.sort())
    expect((await successionsInto('2026')).filter((one) => /:(33|37|4[24]) /.test(one))).toEqual([
      '2025:33 37',
      '2025:37 37',
      '2025:42 42',
      '2025:44 42',
    ])
  })

  it('later in the year opens a frame named by its day', async () => {
    await mergeProvinces(admin, merger())
    const again = merger({ units: ['37', '40'], since: '2026-11-15' })
    expect(await mergeProvinces(admin, again)).toEqual(done)
    expect((await framesNow()).slice(2)).toEqual([
      { frame: '2026', from: day, to: '2026-11-14' },
      { frame: '2026-11-15', from: '2026-11-15', to: null },
    ])
    expect(await mergeProvinces(admin, merger({ units: ['01', '37'], since: '2026-11-14' }))).toEqual(
      refuse('provinces.error.beforeFrame', { since: '2026-11-15' }, 'since'),
    )
  })

  it('decided at once with another joins it: one waits for the other', async () => {
    const held = sql`select frame from ${provinceFrames} for update`
    const second = merger({ units: ['42', '44'], code: '42', name: 'Hoành Sơn' })
    expect(
      await race(held, [() => mergeProvinces(admin, merger()), () => mergeProvinces(admin, second)]),
    ).toEqual([done, done])
    expect((await framesNow()).map(({ frame }) => frame)).toEqual(['2004', '2025', '2026'])
    expect(await codesOf('2026')).toHaveLength(32)
  })
})

describe('a split', () => {
  it('makes a unit beside the old one, both of them its successors', async () => {
    expect(await splitProvince(admin, split())).toEqual(done)
    const codes = await codesOf('2025')
    expect(await codesOf('2026')).toEqual([...codes, '41'].sort())
    expect(await unit('2026', '41')).toEqual({
      frame: '2026',
      code: '41',
      name: 'Phủ Quỳ',
      nameKey: 'phu quy',
      isCity: true,
    })
    expect(await unit('2026', '40')).toEqual({ ...(await unit('2025', '40'))!, frame: '2026' })
    expect(await successionsInto('2026')).toEqual(
      codes.flatMap((code) => (code === '40' ? ['2025:40 40', '2025:40 41'] : [`2025:${code} ${code}`])),
    )
    expect(await events()).toEqual([{ kind: 'provinces.changed', subjectId: '2026:41', details: split() }])
    expect(await splitProvince(admin, split({ code: '42', newCode: '43', kind: 'province' }))).toEqual(done)
    expect(await unit('2026', '43')).toMatchObject({ isCity: false })
    expect((await successionsInto('2026')).filter((one) => one.endsWith('43'))).toEqual(['2025:42 43'])
  })

  it('of what was merged on its day has all of its predecessors', async () => {
    await mergeProvinces(admin, merger())
    await splitProvince(admin, split({ code: '37', newCode: '36' }))
    expect((await successionsInto('2026')).filter((one) => one.endsWith('36'))).toEqual([
      '2025:33 36',
      '2025:37 36',
    ])
  })
})
