import { desc, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import {
  endorsementOf,
  endorsementOfEntry,
  quotaBoard,
  rankWorks,
  setQuotas,
  unplacedWorks,
} from '#app/modules/outreach/endorse.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, editions, endorsementQuotas, endorsements } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const here = { provinceFrame: '2025', provinceCode: '56' } as const

describe('a ranked work', () => {
  it.each([
    ['submitted', {}, 'endorsed', 'reserve'],
    ['returned', { returnUntil: new Date('2030-01-01T00:00:00Z') }, 'endorsed', 'reserve'],
    ['eligible', {}, 'endorsed', 'reserve'],
    ['ineligible', { screeningReason: 'other' }, 'out', 'endorsed'],
    ['withdrawn', {}, 'out', 'endorsed'],
  ] as const)('that is %s takes its place in the quota or leaves it', async (state, has, own, next) => {
    const edition = await makeEdition({ endorsement: true, endorsementQuota: 1 })
    const [owner, coordinator] = [await makeActor(), await makeActor('coordinator', here)]
    const [province] = (await ownProvinces(coordinator)) as [OwnProvince]
    const first = await makeSubmitted(owner, edition, 1, { ...here, ...has, state })
    const second = await makeSubmitted(owner, edition, 2, here)
    expect(await rankWorks(coordinator, edition.id, province, [first.id, second.id])).toEqual({ ranked: 2 })
    const { quota, works } = await endorsementOf(edition.id, province)
    expect([quota, works.map(({ id, standing }) => [id, standing])]).toEqual([
      1,
      [
        [first.id, own],
        [second.id, next],
      ],
    ])
  })
})

const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })

describe('the works of a province', () => {
  let edition: MadeEdition
  let other: MadeEdition
  let organizer: Actor
  let coordinator: Actor
  let province: OwnProvince
  const works: Record<string, { id: string }> = {}

  beforeAll(async () => {
    await database().delete(endorsements)
    edition = await makeEdition({ number: 71, endorsement: true, endorsementQuota: 1 })
    other = await makeEdition({ number: 72, endorsement: true, endorsementQuota: 1 })
    organizer = await makeActor('organizer')
    coordinator = await makeActor('coordinator', here)
    ;[province] = (await ownProvinces(coordinator)) as [OwnProvince]
    const owner = await makeActor('reporter', {}, 'Tác Giả')
    const agency = await makeAgency('Báo Đề Cử', '56')
    const add = async (name: string, number: number, values: object, of = edition) =>
      (works[name] = await makeSubmitted(owner, of, number, { ...here, title: name, ...values }))
    await add('một', 1, { agencyId: agency.id })
    await add('hai', 2, { state: 'submitted' })
    await add('ba', 3, unit('58', '2004'))
    await add('bốn', 4, { state: 'ineligible', screeningReason: 'other' })
    await add('rút', 5, { state: 'withdrawn' })
    await add('nơi khác', 6, unit('01'))
    await add('kỳ khác', 7, {}, other)
    await add('ngoài', 8, { ...unit('x'), provinceFrame: null, provinceCode: null, bucket: 'central' })
    works['nháp'] = await makeEntry(owner, edition, { ...here, title: 'nháp' })
    works['lấy lại'] = await makeEntry(owner, edition, { ...here, title: 'lấy lại', number: 9 })
    await keepWorld()
  })
  beforeEach(restoreWorld)

  const ids = (...names: string[]) => names.map((name) => works[name]!.id)
  const rank = (...names: string[]) => rankWorks(coordinator, edition.id, province, ids(...names))

  it('are ranked by who holds the province, each once, and none but its own that have a number', async () => {
    const wrong = refuse('form.error.invalid')
    expect(await rank('một', 'một')).toEqual(wrong)
    expect(await rank('một', 'nơi khác')).toEqual(wrong)
    expect(await rank('kỳ khác')).toEqual(wrong)
    expect(await rank('nháp')).toEqual(wrong)
    const elsewhere = await makeActor('coordinator', unit('01'))
    expect(await rankWorks(elsewhere, edition.id, province, [])).toBeNull()
    const none = await makeEdition({ number: 73 })
    expect(await rankWorks(coordinator, none.id, province, [])).toBeNull()
    expect(await rankWorks(coordinator, 'edn_khac', province, [])).toBeNull()
    expect(await database().select().from(endorsements)).toEqual([])
  })

  it('are ranked beside what a unit of the same code ranked before, which keeps its place', async () => {
    const [away] = ids('nơi khác')
    await database().insert(endorsements).values({
      entryId: away!,
      editionId: edition.id,
      frame: '2004',
      code: province.code,
      position: 1,
      rankedBy: coordinator.userId,
    })
    expect(await rank('một')).toEqual({ ranked: 1 })
    const kept = await database().select().from(endorsements)
    expect(kept.map((row) => [row.entryId, row.frame]).sort()).toEqual(
      [
        [away!, '2004'],
        [works['một']!.id, '2025'],
      ].sort(),
    )
  })

  it('stand in their order with their place in the quota, then by number', async () => {
    expect(await rank('ba', 'bốn', 'hai')).toEqual({ ranked: 3 })
    const row = (title: string, number: number, more: object) => ({
      id: works[title]!.id,
      number,
      title,
      state: 'eligible',
      agency: null,
      authors: 'Tác Giả',
      position: null,
      place: null,
      standing: 'unranked',
      ...more,
    })
    expect(await endorsementOf(edition.id, province)).toEqual({
      quota: 1,
      works: [
        row('ba', 3, { position: 1, place: 1, standing: 'endorsed' }),
        row('bốn', 4, { position: 2, state: 'ineligible', standing: 'out' }),
        row('hai', 2, { position: 3, place: 2, state: 'submitted', standing: 'reserve' }),
        row('một', 1, { agency: 'Báo Đề Cử' }),
        row('rút', 5, { state: 'withdrawn' }),
      ],
    })
    const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
    expect(event).toMatchObject({
      actorId: coordinator.userId,
      kind: 'participation.ranked',
      subjectId: '2025:56',
      editionId: edition.id,
      details: { order: ids('ba', 'bốn', 'hai') },
    })
  })

  it('are told to who screens one of them, while the edition asks for it', async () => {
    await rank('ba', 'bốn', 'hai')
    const of = (name: string) => endorsementOfEntry(works[name]!.id)
    expect(await of('ba')).toEqual({ standing: 'endorsed', place: 1, quota: 1 })
    expect(await of('hai')).toEqual({ standing: 'reserve', place: 2, quota: 1 })
    expect(await of('bốn')).toEqual({ standing: 'out', place: null, quota: 1 })
    expect(await of('một')).toBeNull()
    await database().update(editions).set({ endorsement: false }).where(eq(editions.id, edition.id))
    expect(await of('ba')).toBeNull()
  })

  it('are counted on the board of the organizers', async () => {
    await rank('ba', 'bốn', 'hai')
    const board = await quotaBoard(edition)
    const row = (code: string, name: string, counts: number[], own = false, quota = 1) => {
      const [received, endorsed, reserve, unranked] = counts
      return { code, name, quota, own, received, endorsed, reserve, unranked }
    }
    const filled = board.filter((one) => one.received > 0)
    expect([board.length, filled]).toEqual([
      34,
      [row('01', 'Hà Nội', [1, 0, 0, 1]), row('56', 'Khánh Hòa', [4, 1, 1, 1])],
    ])
    expect(board.find((one) => one.code === '04')).toEqual(row('04', 'Cao Bằng', [0, 0, 0, 0]))
    expect(await unplacedWorks(edition.id)).toBe(0)
  })

  it('are ranked anew, those of other provinces, editions and of before left as they are', async () => {
    await rank('ba', 'bốn', 'hai')
    const before = { editionId: edition.id, rankedBy: coordinator.userId }
    await database()
      .insert(endorsements)
      .values([
        { ...before, entryId: works['nơi khác']!.id, frame: '2025', code: '01', position: 1 },
        { ...before, entryId: works['một']!.id, frame: '2004', code: '56', position: 2 },
        {
          ...before,
          entryId: works['kỳ khác']!.id,
          editionId: other.id,
          frame: '2025',
          code: '56',
          position: 1,
        },
        // ranked here once, and gone elsewhere since
        { ...before, entryId: works['ngoài']!.id, frame: '2025', code: '56', position: 9 },
      ])
    expect(await rank('hai', 'một')).toEqual({ ranked: 2 })
    const left = await database()
      .select({ entryId: endorsements.entryId, frame: endorsements.frame, position: endorsements.position })
      .from(endorsements)
    const row = (name: string, position: number) => ({ entryId: works[name]!.id, frame: '2025', position })
    expect(left).toHaveLength(4)
    expect(left).toEqual(
      expect.arrayContaining([row('hai', 1), row('một', 2), row('nơi khác', 1), row('kỳ khác', 1)]),
    )
    expect(await rank()).toEqual({ ranked: 0 })
    expect((await database().select().from(endorsements)).length).toBe(2)
  })

  it('have the quota set for their province, or the edition’s', async () => {
    const judge = await makeActor('judge')
    expect(await setQuotas(judge, edition.id, new Map([['56', 2]]))).toBeNull()
    await setQuotas(organizer, other.id, new Map([['56', 9]]))
    expect(
      await setQuotas(
        organizer,
        edition.id,
        new Map([
          ['56', 2],
          ['01', 0],
          ['04', null],
        ]),
      ),
    ).toEqual({ set: 2 })
    const quotas = async () =>
      (await quotaBoard(edition))
        .filter((row) => row.own)
        .map(({ code, quota }) => [code, quota])
        .sort()
    expect(await quotas()).toEqual([
      ['01', 0],
      ['56', 2],
    ])
    expect((await endorsementOf(edition.id, province)).quota).toBe(2)
    expect((await endorsementOf(edition.id, { frame: '2025', code: '04' })).quota).toBe(1)
    expect((await endorsementOf(other.id, province)).quota).toBe(9)
    expect(await setQuotas(organizer, edition.id, new Map())).toEqual({ set: 0 })
    expect([await quotas(), (await endorsementOf(other.id, province)).quota]).toEqual([[], 9])
    expect((await endorsementOf('edn_khac', province)).quota).toBe(0)
  })

  it.each([
    ['of one unit that goes on as it was', ['01'], '01', 5],
    ['of one unit among others merged with it', ['56'], '56', 1],
    ['of every unit merged into one', ['56', '58'], '56', 1],
  ])('have of a quota set before the merger, %s, %j: %s has %i', async (_name, set, code, quota) => {
    await database()
      .insert(endorsementQuotas)
      .values(set.map((one) => ({ editionId: edition.id, frame: '2004', code: one, quota: 5 })))
    expect((await endorsementOf(edition.id, { frame: '2025', code })).quota).toBe(quota)
  })
})
