import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { agenciesLike, agencyNamed, agencyWhole } from '#app/modules/provinces/agencies.server.ts'
import { changeAgency, mayChangeAgencies } from '#app/modules/provinces/change-agency.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import type { Connection } from '#db/client.ts'
import { agencies, agencyNames, auditEvents } from '#db/schema/index.ts'
import { makeActor, makeAgency } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { race } from '#tests/support/race.ts'

const done = { done: true }
let organizer: Actor
let ids: Record<string, string>

/** Days from today in Viet Nam. */
const inDays = (days: number) =>
  new Date(Date.now() + 7 * 3600_000 + days * 24 * 3600_000).toISOString().slice(0, 10)

beforeAll(async () => {
  organizer = await makeActor('organizer')
  const made = {
    paper: await makeAgency('Báo Thử Nghiệm', '56'),
    radio: await makeAgency('Đài Thử Nghiệm', '01'),
    news: await makeAgency('Thông tấn Thử', null),
    magazine: await makeAgency('Tạp chí Thử', null),
  }
  ids = Object.fromEntries(Object.entries(made).map(([key, { id }]) => [key, id]))
  await keepWorld()
})
afterEach(restoreWorld)

type Details = Parameters<typeof changeAgency>[2]
const details = (more: Partial<Details> = {}): Details => ({
  name: 'Báo Thử Nghiệm',
  level: 'provincial',
  province: '',
  governingBody: '',
  names: [],
  successor: '',
  mergedOn: '',
  ...more,
})
const agencyRow = async (key: string) =>
  (await database().select().from(agencies).where(eq(agencies.id, ids[key]!)))[0]!
const alsoCalled = async (key: string) =>
  (await database().select().from(agencyNames).where(eq(agencyNames.agencyId, ids[key]!))).map(
    ({ name, nameKey }) => [name, nameKey],
  )
const merge = (from: string, into: string, mergedOn: string, connection: Connection = database()) =>
  connection.update(agencies).set({ successorId: ids[into], mergedOn }).where(eq(agencies.id, ids[from]!))

it('may be changed by administrators and whoever organizes something', async () => {
  const roles = ['reporter', 'judge', 'organizer', 'admin'] as const
  const may = await Promise.all(roles.map(async (role) => mayChangeAgencies(await makeActor(role))))
  expect(may).toEqual([false, false, true, true])
  expect(await changeAgency(await makeActor('judge'), ids.paper!, details())).toBeNull()
  expect(await changeAgency(organizer, 'agc_khongco', details())).toBeNull()
})

describe('a change of the register', () => {
  it('keeps every detail, approves the agency once, and is on the record', async () => {
    const asked = details({
      name: 'Báo Đổi Tên',
      province: '40',
      governingBody: 'Tỉnh ủy',
      names: ['Báo Cũ', 'báo đổi TÊN', '—', 'Báo Cũ Hơn'],
      successor: 'dai thu nghiem',
      mergedOn: '2026-01-02',
    })
    expect(await changeAgency(organizer, ids.paper!, asked)).toEqual(done)
    const { createdAt: _createdAt, approvedAt, ...row } = await agencyRow('paper')
    expect(row).toEqual({
      id: ids.paper,
      proposedBy: null,
      refusedAt: null,
      refusalReason: '',
      name: 'Báo Đổi Tên',
      nameKey: 'bao doi ten',
      level: 'provincial',
      governingBody: 'Tỉnh ủy',
      provinceFrame: '2025',
      provinceCode: '40',
      placeId: '2025:40',
      successorId: ids.radio,
      mergedOn: '2026-01-02',
    })
    expect(approvedAt).toBeInstanceOf(Date)
    expect((await alsoCalled('paper')).sort()).toEqual([
      ['Báo Cũ Hơn', 'bao cu hon'],
      ['Báo Cũ', 'bao cu'],
      ['—', '—'],
    ])
    expect(await database().select().from(auditEvents)).toMatchObject([
      { kind: 'agency.changed', actorId: organizer.userId, subjectId: ids.paper, details: asked },
    ])
    expect(await changeAgency(organizer, ids.paper!, details({ names: ['Báo Khác'] }))).toEqual(done)
    const after = await agencyRow('paper')
    expect(after).toMatchObject({ provinceCode: '40', successorId: null, mergedOn: null, governingBody: '' })
    expect(after.approvedAt).toEqual(approvedAt)
    expect(await alsoCalled('paper')).toEqual([['Báo Khác', 'bao khac']])
    expect(await agencyWhole(ids.paper!)).toEqual({ agency: after, names: ['Báo Khác'], successor: '' })
  })

  it('leaves no name where none is given, and none that is no name', async () => {
    await changeAgency(organizer, ids.paper!, details({ names: ['Báo Cũ'] }))
    expect(await changeAgency(organizer, ids.paper!, details({ names: [] }))).toEqual(done)
    expect(await alsoCalled('paper')).toEqual([])
    expect(await changeAgency(organizer, ids.paper!, details({ names: ['\u0301'] }))).toEqual(done)
    expect(await alsoCalled('paper')).toEqual([])
  })

  it.each([
    ['central', {}, [null, null]],
    ['foreign', { province: '40' }, [null, null]],
    ['provincial, and nothing chosen', { province: '' }, ['2025', '56']],
    ['provincial', { province: '40' }, ['2025', '40']],
  ] as const)('gives one that is %s its seat', async (which, more, seat) => {
    const level = which.split(',')[0] as Details['level']
    expect(await changeAgency(organizer, ids.paper!, details({ level, ...more }))).toEqual(done)
    const { level: kept, provinceFrame, provinceCode } = await agencyRow('paper')
    expect([kept, provinceFrame, provinceCode]).toEqual([level, ...seat])
  })

  const required = (field: string) => refuse('form.error.required', {}, field)
  const noSuccessor = refuse('agencies.error.noSuccessor', {}, 'successor')
  const taken = (name: string) => refuse('agencies.error.nameTaken', { name }, 'names')
  it.each<[string, string, Partial<Details>, unknown]>([
    ['without a seat', 'news', { name: 'Thông tấn Thử', province: '' }, required('province')],
    ['with a seat that is no province', 'paper', { province: '02' }, required('province')],
    ['with another’s name', 'paper', { name: 'đài thử nghiệm' }, taken('Đài Thử Nghiệm')],
    ['also called as another', 'paper', { names: ['Dai Thu Nghiem'] }, taken('Đài Thử Nghiệm')],
    ['called as another was', 'paper', { name: 'Đài Xưa' }, taken('Đài Thử Nghiệm')],
    ['also called as another was', 'paper', { names: ['đài xưa'] }, taken('Đài Thử Nghiệm')],
    ['merged into nobody', 'paper', { successor: 'Không Có', mergedOn: '2026-01-01' }, noSuccessor],
    ['merged into itself', 'paper', { successor: 'Báo Thử Nghiệm', mergedOn: '2026-01-01' }, noSuccessor],
    ['merged on no day', 'paper', { successor: 'Đài Thử Nghiệm' }, required('mergedOn')],
    ['merged on a day into nobody', 'paper', { mergedOn: '2026-01-01' }, required('mergedOn')],
    [
      'merged into who was merged into it',
      'paper',
      { successor: 'Tạp chí Thử', mergedOn: '2026-01-01' },
      refuse('agencies.error.circle', {}, 'successor'),
    ],
  ])('is refused %s, and keeps it as it was', async (_what, key, more, refusal) => {
    await database().insert(agencyNames).values({ agencyId: ids.radio!, name: 'Đài Xưa', nameKey: 'dai xua' })
    await merge('magazine', 'news', inDays(0))
    await merge('news', 'paper', inDays(0))
    const before = await agencyRow(key)
    expect(await changeAgency(organizer, ids[key]!, details(more))).toEqual(refusal)
    expect(await agencyRow(key)).toEqual(before)
    expect(await database().$count(auditEvents)).toBe(0)
  })

  it('is made on what stands when its turn comes', async () => {
    const approved = sql`update ${agencies} set approved_at = '2026-01-02T03:04:05Z' where id = ${ids.paper}`
    expect(await race(approved, [() => changeAgency(organizer, ids.paper!, details())])).toEqual([done])
    expect((await agencyRow('paper')).approvedAt).toEqual(new Date('2026-01-02T03:04:05Z'))
  })
})

describe('an agency', () => {
  const named = async (name: string) => (await agencyNamed(database(), name))?.id ?? null

  it('is found by each of its names, with or without diacritics, and by nothing else', async () => {
    await database().insert(agencyNames).values({ agencyId: ids.radio!, name: 'Đài Xưa', nameKey: 'dai xua' })
    expect([await named('BAO thu nghiem'), await named('Đài xưa')]).toEqual([ids.paper, ids.radio])
    expect([await named('Báo'), await named(''), await named(' ')]).toEqual([null, null, null])
  })

  it('is answered for by its successor from the day of the merger on, and by the last of them', async () => {
    await merge('paper', 'radio', inDays(-1))
    await merge('radio', 'news', inDays(0))
    await merge('news', 'magazine', inDays(1))
    await database().insert(agencyNames).values({ agencyId: ids.paper!, name: 'Báo Xưa', nameKey: 'bao xua' })
    expect([await named('Báo Xưa'), await named('Báo Thử Nghiệm'), await named('Đài Thử Nghiệm')]).toEqual(
      Array(3).fill(ids.news),
    )
    expect([await named('Thông tấn Thử'), await named('Tạp chí Thử')]).toEqual([ids.news, ids.magazine])
    expect(await agencyWhole(ids.paper!)).toMatchObject({ names: ['Báo Xưa'], successor: 'Đài Thử Nghiệm' })
    expect(await agencyWhole('agc_khongco')).toBeNull()
  })

  it('is answered for even where successors go in a circle, which the tables refuse to take', async () => {
    await database().transaction(async (tx) => {
      await tx.execute(sql`alter table ${agencies} disable trigger agencies_no_circle`)
      await merge('paper', 'radio', inDays(-1), tx)
      await merge('radio', 'paper', inDays(-1), tx)
      await tx.execute(sql`alter table ${agencies} enable trigger agencies_no_circle`)
    })
    expect([await named('Báo Thử Nghiệm'), await named('Đài Thử Nghiệm')]).toEqual([ids.paper, ids.radio])
  })
})

describe('what is typed of a name', () => {
  const found = async (typed: string, limit?: number) =>
    (await agenciesLike(typed, limit)).map(({ name, formerly }) => [name, formerly])

  it('offers who is called so, first those whose name begins with it', async () => {
    await makeAgency('Thử Nghiệm Báo', null)
    expect(await found('thử nghiệm')).toEqual([
      ['Thử Nghiệm Báo', null],
      ['Báo Thử Nghiệm', null],
      ['Đài Thử Nghiệm', null],
    ])
    expect(await found('thử nghiệm', 2)).toHaveLength(2)
    expect([
      await found('t'),
      await found('%%'),
      await found('t_'),
      await found('th').then((rows) => rows.length),
    ]).toEqual([[], [], [], 5])
  })

  it('offers by an earlier name who bears another now, and says so', async () => {
    await database()
      .insert(agencyNames)
      .values({ agencyId: ids.radio!, name: 'Sóng Xưa', nameKey: 'song xua' })
    expect(await found('sóng')).toEqual([['Đài Thử Nghiệm', 'Sóng Xưa']])
  })

  it('offers the last successor of what is merged by today, and not yet that of tomorrow', async () => {
    await merge('paper', 'radio', inDays(-1))
    await merge('radio', 'news', inDays(0))
    await merge('news', 'magazine', inDays(1))
    expect(await found('báo thử')).toEqual([['Thông tấn Thử', 'Báo Thử Nghiệm']])
    expect(await found('thông tấn')).toEqual([['Thông tấn Thử', null]])
    expect(await found('tạp chí thử')).toEqual([['Tạp chí Thử', null]])
  })
})
