import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { asOf, database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import {
  openFigures,
  publicFunnel,
  publicParticipation,
} from '#app/modules/open-data/public-figures.server.ts'
import { funnelOfAll } from '#app/modules/outreach/province-funnel.server.ts'
import { measuresBy } from '#app/modules/participation/measures-by.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import type { ReportFigures } from '#app/modules/reports/report-figures.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { editionCounts } from '#app/modules/home/edition-counts.server.ts'
import { editions, reports } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, type MadeEdition } from '#tests/factories/index.ts'

let edition: MadeEdition
let owner: Actor
let organizer: Actor
const here = { provinceFrame: '2025', provinceCode: '56' } as const
const frame = '2025'
let number = 0

const arrive = () => {
  number += 1
  return makeEntry(owner, edition, {
    ...here,
    withMedia: false,
    state: 'submitted',
    number,
    submittedAt: new Date(),
    receiptCode: `moment${number}`,
  })
}

beforeAll(async () => {
  ;[owner, organizer, edition] = [await makeActor(), await makeActor('organizer'), await makeEdition()]
  await database().update(editions).set({ participationPublic: true })
  for (let works = 0; works < 30; works++) await arrive()
  // As the server does by itself within a minute; without it every figure is planned for empty tables.
  await database().execute(sql`analyze`)
})

/**
 * Asks again and again while a work arrives every few milliseconds; answers how many arrived meanwhile. Only so many each
 * time: a slow machine would have ever more to count and count ever longer.
 */
async function whileWorksArrive(ask: () => Promise<void>, times = 40): Promise<number> {
  const before = number
  for (let asked = 0; asked < times; asked++) {
    let asking = true
    const arriving = async () => {
      for (let left = 20; asking && left > 0; left--) await arrive()
    }
    await Promise.all([ask().finally(() => (asking = false)), arriving()])
  }
  return number - before
}

type Counts = { received: number }
const sum = (rows: Counts[]) => rows.reduce((all, row) => all + row.received, 0)
const oneNumber = (...counts: number[]) => expect(new Set(counts).size).toBe(1)

describe('while works arrive, of one moment are', () => {
  it('places, categories, days, funnel and measures of a page', async () => {
    const arrived = await whileWorksArrive(async () => {
      const [whole, funnel, byAgency, counts] = await asOf(() =>
        Promise.all([
          participationOf(edition.id, frame),
          funnelOfAll(edition.id),
          measuresBy(edition.id, 'category', frame),
          editionCounts(edition.id),
        ]),
      )
      const days = whole.days.reduce((all, row) => all + row.count, 0)
      const places = sum([...whole.rows, ...whole.buckets, whole.unplaced])
      oneNumber(places, sum(whole.categories), days, funnel.submitted!, sum(byAgency), counts.received)
    })
    expect(arrived).toBeGreaterThan(40)
  })

  it('what is told to everybody', async () => {
    await whileWorksArrive(async () => {
      const [page, funnel, file] = await asOf(() =>
        Promise.all([
          publicParticipation(edition.id, frame, false),
          publicFunnel(edition.id, false),
          openFigures(edition.number, frame),
        ]),
      )
      const received = file!.printed.provinces
      oneNumber(sum(page.rows), sum(page.categories), funnel.submitted!, sum(received))
    }, 10)
  })

  it('the figures of a report, its annex, and the moment that stands under it', async () => {
    await whileWorksArrive(async () => {
      const ask = reportForm.parse({ kind: 'participation', letterhead: 'party', province: '56' })
      const drawn = await drawReport(organizer, edition, ask)
      const [row] = await database()
        .select()
        .from(reports)
        .where(sql`${reports.id} = ${drawn!.reportId}`)
      const { provinces, byCategory, annex, takenAt } = row!.figures as ReportFigures
      oneNumber(sum(provinces), sum(byCategory), annex.length)
      expect(row!.takenAt.toISOString()).toBe(takenAt)
      const [late] = await database().execute<{ late: boolean }>(
        sql`select now() > ${takenAt}::timestamptz as late`,
      )
      expect(late!.late).toBe(true)
    }, 10)
  })
})

describe('a moment', () => {
  it('is one inside another', async () => {
    await asOf(async (at) => {
      expect(await asOf((inner) => Promise.resolve(inner))).toBe(at)
    })
  })

  it('takes nothing that is written', async () => {
    const begun = asOf(() => database().transaction(() => Promise.resolve()))
    await expect(begun).rejects.toThrow('inside a transaction')
    await expect(asOf(arrive)).rejects.toMatchObject({ cause: { code: '25006' } })
  })

  it('is over when its reading is', async () => {
    const before = await asOf(() => funnelOfAll(edition.id))
    await arrive()
    expect((await funnelOfAll(edition.id)).submitted).toBe(before.submitted! + 1)
  })
})
