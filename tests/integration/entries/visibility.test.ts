import type { sql } from 'drizzle-orm'
import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor, Role, RoleName } from '#app/modules/actor/actor.ts'
import { atPlace, entriesVisibleTo } from '#app/modules/entries/visibility.server.ts'
import { entries, provinceFrames, provinces, provinceSuccessions } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'

/** 01 and 02 of the frame of 1900 became 01 in that of 1910, and 03 went on as it was; then 01 became 01 and 04. */
const frames = ['1900', '1910', '1920']
const units = { '1900': ['01', '02', '03'], '1910': ['01', '03'], '1920': ['01', '03', '04'] }
const went = [
  '1900:01 1910:01',
  '1900:02 1910:01',
  '1900:03 1910:03',
  '1910:01 1920:01',
  '1910:01 1920:04',
  '1910:03 1920:03',
]

let edition: MadeEdition
let elsewhere: MadeEdition
let owner: Actor
/** A submitted work in each unit, by its name. */
const works = new Map<string, string>()

beforeAll(async () => {
  for (const [index, frame] of frames.entries())
    await database()
      .insert(provinceFrames)
      .values({
        frame,
        validFrom: `${frame}-01-01`,
        validTo: `${frame.slice(0, 2)}${index}9-12-31`,
        decision: '',
      })
  for (const [frame, codes] of Object.entries(units))
    await database()
      .insert(provinces)
      .values(codes.map((code) => ({ frame, code, name: code, nameKey: code, isCity: false })))
  await database()
    .insert(provinceSuccessions)
    .values(
      went.map((one) => {
        const [fromFrame, fromCode, toFrame, toCode] = one.split(/[ :]/)
        return { fromFrame: fromFrame!, fromCode: fromCode!, toFrame: toFrame!, toCode: toCode! }
      }),
    )
  ;[edition, elsewhere, owner] = [await makeEdition(), await makeEdition(), await makeActor()]
  let number = 0
  for (const [frame, codes] of Object.entries(units))
    for (const code of codes) {
      const place = { provinceFrame: frame, provinceCode: code, state: 'submitted' as const }
      works.set(`${frame}:${code}`, (await makeSubmitted(owner, edition, ++number, place)).id)
    }
  for (const bucket of ['central', 'overseas'] as const) {
    const outside = { provinceFrame: null, provinceCode: null, bucket }
    works.set(bucket, (await makeSubmitted(owner, edition, ++number, outside)).id)
  }
})

const nameOf = (id: string) => [...works].find(([, work]) => work === id)?.[0]
const namesWhere = async (where: ReturnType<typeof sql>) =>
  (
    await database()
      .select({ id: entries.id })
      .from(entries)
      .where(and(eq(entries.editionId, edition.id), where))
  )
    .map(({ id }) => nameOf(id))
    .sort()

describe('the works of a place', () => {
  it.each([
    ['1900:01', ['1900:01', '1900:02', '1910:01']],
    ['1900:02', ['1900:01', '1900:02', '1910:01']],
    ['1910:01', ['1900:01', '1900:02', '1910:01']],
    ['1920:01', ['1920:01']],
    ['1920:04', ['1920:04']],
    ['1900:03', ['1900:03', '1910:03', '1920:03']],
    ['1920:03', ['1900:03', '1910:03', '1920:03']],
    ['central', ['central']],
    ['overseas', ['overseas']],
    ['foreign', []],
  ])('%s are those of %j', async (place, found) => expect(await namesWhere(atPlace(place))).toEqual(found))
})

describe('works are seen', () => {
  const holding = async (...roles: (Partial<Role> & { role: RoleName })[]) => ({
    ...(await makeActor()),
    roles: roles.map((held) => ({ editionId: null, provinceFrame: null, provinceCode: null, ...held })),
  })
  const all = () => [...works.keys()].sort()
  const of1910 = { provinceFrame: '1910', provinceCode: '01' }

  it.each<[string, () => Promise<Actor> | Actor, () => string[]]>([
    ['all by their owner', () => owner, all],
    ['all by who organizes their edition', () => holding({ role: 'organizer', editionId: edition.id }), all],
    ['all by who organizes every edition', () => holding({ role: 'organizer' }), all],
    [
      'all by who organizes their edition and another',
      () =>
        holding({ role: 'organizer', editionId: elsewhere.id }, { role: 'organizer', editionId: edition.id }),
      all,
    ],
    ['not by who organizes another', () => holding({ role: 'organizer', editionId: elsewhere.id }), () => []],
    ['not by a judge of their edition', () => holding({ role: 'judge', editionId: edition.id }), () => []],
    ['not by who administers', () => holding({ role: 'admin' }), () => []],
    ['not by who has no role', () => holding(), () => []],
    [
      'by a coordinator where they belong to the province',
      () => holding({ role: 'coordinator', ...of1910 }),
      () => ['1900:01', '1900:02', '1910:01'],
    ],
    [
      'by a coordinator of two provinces in both',
      () =>
        holding(
          { role: 'coordinator', ...of1910 },
          { role: 'coordinator', provinceFrame: '1920', provinceCode: '04' },
        ),
      () => ['1900:01', '1900:02', '1910:01', '1920:04'],
    ],
  ])('%s', async (_by, actor, seen) =>
    expect(await namesWhere(entriesVisibleTo(await actor()))).toEqual(seen()),
  )

  it.each([
    ['draft', 91, false],
    ['withdrawn', 92, false],
    ['submitted', 93, true],
    ['eligible', 94, true],
  ] as const)('by a coordinator once they are received: %s, number %i: %s', async (state, number, seen) => {
    const coordinator = await holding({ role: 'coordinator', provinceFrame: '1920', provinceCode: '01' })
    const received = { state, number, submittedAt: new Date() }
    const place = { provinceFrame: '1920', provinceCode: '01', withMedia: false }
    const { id } = await makeEntry(owner, elsewhere, { ...place, ...received })
    const rows = await database()
      .select({ id: entries.id })
      .from(entries)
      .where(and(eq(entries.id, id), entriesVisibleTo(coordinator)))
    expect(rows.length === 1).toBe(seen)
  })
})
