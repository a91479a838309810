import { spawnSync } from 'node:child_process'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { renderDocx } from '#app/modules/documents/docx.server.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { requestExport } from '#app/modules/exports/request-export.server.ts'
import { drawPicture } from '#app/modules/open-data/draw-picture.server.ts'
import { openFigures, openCsv } from '#app/modules/open-data/public-figures.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { tilesOf } from '#app/modules/provinces/tiles.ts'
import { newId } from '#db/ids.ts'
import { readCsv } from '#db/seed/provinces.ts'
import {
  agencies,
  prizesGiven,
  entries,
  entryAuthors,
  exports,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
import { strFromU8, unzipSync } from 'fflate'
import { eq } from 'drizzle-orm'
import { measuresBy } from '#app/modules/participation/measures-by.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportOf } from '#app/modules/reports/report-list.server.ts'
import { makeActor, makeEdition, makePublished, type MadeEdition } from '#tests/factories/index.ts'

const number = 90
const size = 2500
let organizer: Actor
let edition: MadeEdition

/** A stream of numbers that is the same every time (Lehmer, Park and Miller 1988). */
let seed = 20_251_125
const chance = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % below
}

/** 2,500 entries across the merger: both frames, all buckets, every state, agencies, authors, a final and prizes. */
beforeAll(async () => {
  organizer = await makeActor('organizer')
  const owner = await makeActor()
  edition = await makeEdition({
    number,
    opensAt: new Date('2025-06-01T00:00:00Z'),
    closesAt: new Date('2025-09-15T16:59:59.999Z'),
  })
  const rows = readCsv('provinces.csv')
  const papers = await database()
    .insert(agencies)
    .values(
      Array.from({ length: 60 }, (_, index) => ({
        name: `Báo số ${index}`,
        nameKey: `bao so ${index}`,
        level: 'central' as const,
      })),
    )
    .returning({ id: agencies.id })
  const states = [
    'submitted',
    'eligible',
    'eligible',
    'eligible',
    'eligible',
    'ineligible',
    'returned',
    'withdrawn',
    'draft',
  ] as const
  const made = Array.from({ length: size }, (_, index) => {
    const unit = rows[chance(58)]!
    const merged = chance(2) === 1
    const outside = ([null, null, null, null, 'central', 'overseas', 'foreign'] as const)[chance(7)]!
    const state = states[chance(states.length)]!
    const day = Date.UTC(2025, merged ? 6 : 5, 1 + chance(28), chance(24), chance(60))
    return {
      id: newId('entry'),
      editionId: edition.id,
      ownerId: owner.userId,
      categoryId: edition.categories[chance(8)]!.id,
      title: `Tác phẩm ${index}`,
      language: ['vi', 'vi', 'vi', 'en', 'zh'][chance(5)]!,
      state,
      number: state === 'draft' ? null : index + 1,
      submittedAt: state === 'draft' ? null : new Date(day),
      screeningReason: state === 'ineligible' ? 'window' : null,
      returnUntil: state === 'returned' ? new Date() : null,
      agencyId: chance(4) === 0 ? null : papers[chance(60)]!.id,
      ...(outside
        ? { bucket: outside }
        : {
            provinceFrame: merged ? '2025' : '2004',
            provinceCode: merged ? unit.code_2025! : unit.code_2004!,
          }),
    }
  })
  for (let from = 0; from < size; from += 500)
    await database()
      .insert(entries)
      .values(made.slice(from, from + 500))
  const people = made.flatMap((entry) =>
    Array.from({ length: 1 + chance(3) }, (_, place) => {
      const name = `Tác Giả ${chance(900)}`
      return { entryId: entry.id, position: place + 1, name, nameKey: searchKey(name) }
    }),
  )
  for (let from = 0; from < people.length; from += 1000)
    await database()
      .insert(entryAuthors)
      .values(people.slice(from, from + 1000))
  const eligible = made.filter((entry) => entry.state === 'eligible')
  const [final] = await database()
    .insert(rounds)
    .values({
      editionId: edition.id,
      stage: 'final',
      state: 'closed',
      closedAt: new Date('2025-10-09T00:00:00Z'),
      opensAt: new Date('2025-10-01T00:00:00Z'),
      closesAt: new Date('2025-10-10T00:00:00Z'),
    })
    .returning()
  const chosen = eligible.filter((_, index) => index % 9 === 0)
  await database()
    .insert(roundEntries)
    .values(chosen.map((entry) => ({ roundId: final!.id, entryId: entry.id })))
  await database()
    .insert(prizesGiven)
    .values(
      chosen
        .filter((_, index) => index % 2 === 0)
        .map((entry) => ({
          editionId: edition.id,
          categoryId: entry.categoryId,
          entryId: entry.id,
          prize: 'consolation' as const,
        })),
    )
  await makePublished(edition.id, organizer)
})

type Counts = [
  received: number,
  eligible: number,
  inFinal: number,
  prizes: number,
  agencies: number,
  authors: number,
]

/** The same question asked plainly, one table at a time, knowing nothing of the portal's own query. */
async function plainly(
  frame: '2025' | '2004',
  from = '1900-01-01',
  to = '2999-12-31',
): Promise<Map<string, Counts>> {
  const rows = await database().execute<
    { unit: string } & Record<'received' | 'eligible' | 'final' | 'prizes' | 'agencies' | 'authors', number>
  >(sql`
    with counted as (
      select e.*, (e.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
        case when bucket is not null then bucket
          when province_frame = ${frame} then province_code
          when ${frame} = '2025' then (select to_code from province_successions where from_frame = '2004' and from_code = province_code)
          when (select count(*) from province_successions where to_frame = '2025' and to_code = province_code) = 1 then (select from_code from province_successions where to_frame = '2025' and to_code = province_code)
          else 'unplaced' end as unit
      from entries e where edition_id = ${edition.id} and state <> 'draft' and state <> 'withdrawn'
    ), inside as (select * from counted where day between ${from}::date and ${to}::date)
    select unit, count(*)::int as received, sum((state = 'eligible')::int)::int as eligible,
      sum((id in (select entry_id from round_entries))::int)::int as final, sum((id in (select entry_id from prizes_given))::int)::int as prizes,
      (select count(distinct agency_id) from inside x where x.unit = i.unit)::int as agencies,
      (select count(distinct name_key) from entry_authors a join inside x on x.id = a.entry_id where x.unit = i.unit)::int as authors
    from inside i group by unit`)
  return new Map(
    rows.map((row) => [
      row.unit,
      [row.received, row.eligible, row.final, row.prizes, row.agencies, row.authors],
    ]),
  )
}

const none: Counts = [0, 0, 0, 0, 0, 0]
const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
type Row = Record<(typeof measures)[number], number>
const countsOf = (row: Row) => measures.map((measure) => row[measure])

describe.each(['2025', '2004'] as const)('in the units of %s', (frame) => {
  let plain: Map<string, Counts>
  beforeAll(async () => {
    plain = await plainly(frame)
  })
  const of = (unit: string) => plain.get(unit) ?? none

  it('the page counts as plain SQL does', async () => {
    const whole = await participationOf(edition.id, frame)
    expect(whole.rows.map((row) => [row.code, ...countsOf(row)])).toEqual(
      whole.rows.map((row) => [row.code, ...of(row.code)]),
    )
    expect(whole.buckets.map((row) => [row.bucket, ...countsOf(row)])).toEqual(
      (['central', 'overseas', 'foreign'] as const).map((name) => [name, ...of(name)]),
    )
    expect(countsOf(whole.unplaced)).toEqual(of('unplaced'))
    expect(whole.rows.reduce((sum, row) => sum + row.received, 0)).toBeGreaterThan(500)
    const absent = whole.rows.filter((row) => !plain.has(row.code)).map((row) => row.name)
    const named = [...whole.statement.absent, ...whole.statement.undecided].map((row) => row.name)
    expect(new Set(named)).toEqual(new Set(absent))
  })

  it('the table of measures, the map, the worksheet, the report, the command and the open data say the same', async () => {
    const { rows: units, untold } = await participationOf(edition.id, frame)
    const names = new Map(units.map((row) => [row.code, row.name]))
    expect(untold.length > 0).toBe(frame === '2004')
    // A unit that may have more than can be told never has a plain number.
    const told = (code: string, count: number) =>
      !untold.includes(code) ? count : count === 0 ? '?' : `${count}*`
    const expected = [...names].map(([code, name]) => [code, name, ...of(code)])
    const byCode = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)

    const table = (await measuresBy(edition.id, 'province', frame)).filter((row) => names.has(row.key))
    expect(table.map((row) => [row.key, row.nameVi, ...countsOf(row)])).toEqual(expected)

    const svg = await drawPicture('map', {
      edition: { id: edition.id, number },
      frame,
      measure: 'received',
      locale: 'vi',
      results: true,
      open: false,
    })
    for (const tile of tilesOf(frame).filter((one) => !one.island))
      expect(svg).toContain(`<title>${tile.label}: ${told(tile.code, of(tile.code)[0]!)}</title>`)
    // The scale ends with the largest province, however much the central agencies sent.
    const [most] = [...names.keys()].map((code) => of(code)[0]!).toSorted((a, b) => b - a)
    expect(svg).toContain(`–${most}</text>`)

    const { exportId } = (await requestExport(organizer, edition.id, 'participation', { frame }))!
    await makeExport(exportId)
    const [row] = await database().select().from(exports).where(eq(exports.id, exportId))
    const cells = (await readWorksheet(await storage().read(row!.objectKey!)))!
    expect(cells.slice(1, 1 + names.size).map((line) => line.slice(0, -1))).toEqual(expected)
    expect(cells.slice(1, 1 + names.size).map((line) => [line[0], line.at(-1)])).toEqual(
      [...names.keys()].map((code) => [code, untold.includes(code) ? 'Không' : 'Có']),
    )

    const { reportId } = (await drawReport(organizer, edition, reportForm.parse({ frame })))!
    const { figures, document } = (await reportOf(organizer, reportId))!
    expect(figures.provinces.map((one) => [one.code, one.name, ...countsOf(one)])).toEqual(expected)
    const inside = strFromU8(unzipSync(await renderDocx(document))['word/document.xml']!)
    const texts = [...inside.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([line]) =>
      [...line.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text),
    )
    for (const [code, name, ...counts] of expected) {
      const marked = untold.includes(String(code))
      const said = counts.map((count) => (marked && counts[0] === 0 ? '?' : count!.toLocaleString('vi')))
      expect(texts).toContainEqual([marked ? `${name}*` : name, ...said])
    }

    const command = spawnSync(
      process.execPath,
      ['app/cli.ts', 'participation', '--edition', String(number), '--frame', frame],
      {
        encoding: 'utf8',
        env: process.env,
      },
    )
    const printed = JSON.parse(command.stdout) as {
      provinces: (Row & { code: string; name: string })[]
      buckets: Record<string, Row>
    }
    expect(printed.provinces.map((one) => [one.code, one.name, ...countsOf(one)])).toEqual(expected)
    expect(countsOf(printed.buckets.central!)).toEqual(of('central'))

    const open = (await openFigures(number, frame))!.json
    expect(open.provinces.map((one) => [one.code, one.name, ...countsOf(one as unknown as Row)])).toEqual(
      expected,
    )
    const csv = (await openCsv(number, frame))!
      .toString()
      .replace('\ufeff', '')
      .trim()
      .split('\r\n')
      .slice(1, 1 + names.size)
    expect(csv.map((line) => line.split(',').slice(1, -1)).sort(byCode)).toEqual(
      expected
        .map((line) => line.map((cell) => (String(cell).includes("'") ? `"${cell}"` : String(cell))))
        .sort(byCode),
    )
    expect(csv.filter((line) => line.endsWith(',no')).length).toBe(untold.length)
  })

  it('a period counts the days of Viet Nam, both ends included', async () => {
    const some = await plainly(frame, '2025-06-20', '2025-07-03')
    const whole = await participationOf(edition.id, frame, { from: '2025-06-20', to: '2025-07-03' })
    expect(whole.rows.map((row) => [row.code, ...countsOf(row)])).toEqual(
      whole.rows.map((row) => [row.code, ...(some.get(row.code) ?? none)]),
    )
  })
})

it.each(['category', 'agency', 'medium', 'genre', 'language', 'month', 'newness'] as const)(
  'by %s every work is counted once',
  async (dimension) => {
    const rows = await measuresBy(edition.id, dimension, '2025')
    const [all] = await database().execute<{ received: number; eligible: number }>(sql`
      select count(*)::int as received, sum((state = 'eligible')::int)::int as eligible from entries where edition_id = ${edition.id} and state not in ('draft', 'withdrawn')`)
    const sum = (measure: 'received' | 'eligible') => rows.reduce((total, row) => total + row[measure], 0)
    expect([sum('received'), sum('eligible')]).toEqual([all!.received, all!.eligible])
  },
)
