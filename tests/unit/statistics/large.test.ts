import { describe, expect, it } from 'vitest'
import { tableOf } from '#app/modules/judging/scores-of-round.server.ts'
import { panelAgreement } from '#app/modules/results/judges.ts'
import { panelFigures, type PanelScore } from '#app/modules/results/panel-figures.server.ts'
import { intraclass, kendallW } from '#app/modules/statistics/agreement.ts'
import { krippendorffAlpha } from '#app/modules/statistics/alpha.ts'
import { correlation, greatestOf, leastOf } from '#app/modules/statistics/describe.ts'
import { seeded } from '#app/modules/statistics/random.ts'
import { scoresByEntry } from '#app/modules/statistics/score-table.ts'

/** Sheets of 60 judges, four of them a work, some severer than others. */
function sheets(count: number): PanelScore[] {
  const random = seeded(5)
  return Array.from({ length: count }, (_, index) => {
    const work = Math.floor(index / 4)
    const judge = (work * 7 + (index % 4) * 13 + Math.floor(work / 60)) % 60
    return {
      entryId: `e${work}`,
      judgeId: `j${judge}`,
      score: Math.round(100 * (60 + ((work * 37) % 30) + (judge % 5) + 3 * random.normal())) / 100,
      position: index % 200,
      sentAt: new Date(1_795_000_000_000 + index * 1000),
      sameAgency: index % 97 === 0,
      sameProvince: index % 31 === 0,
    }
  })
}

/** How long, at worst, anybody else had to wait while it ran: ms of this thread's own time, whatever else the machine does. */
async function heldBy(work: () => Promise<unknown>): Promise<number> {
  const now = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let [worst, before, running] = [0, now(), true]
  const look = () => {
    const at = now()
    worst = Math.max(worst, at - before)
    before = at
    if (running) setImmediate(look)
  }
  look()
  await work()
  running = false
  look()
  return worst
}

describe('the figures of a panel', () => {
  it('hold nobody up at 10,000 sheets', async () => {
    await panelFigures('warm', sheets(2_000))
    const scores = sheets(10_000)
    expect(await heldBy(() => panelFigures('ten thousand', scores))).toBeLessThan(50)
  })

  it('are there at 100,000 sheets', { timeout: 60_000 }, async () => {
    const figures = await panelFigures('hundred thousand', sheets(100_000))
    expect([figures.sheets, figures.entries, figures.judges.length]).toEqual([100_000, 25_000, 60])
    expect(figures.agreement!.low).toBeLessThan(figures.agreement!.value)
    expect(figures.agreement!.high).toBeGreaterThan(figures.agreement!.value)
  })

  it('have no agreement that rests on nine works', async () => {
    const few = await panelFigures('nine', sheets(36))
    expect([few.agreement, few.icc, few.kendall]).toEqual([null, null, null])
    expect(few.agreementReason).toBe('fewShared')
    expect((await panelFigures('ten', sheets(40))).agreement).not.toBeNull()
  })

  it('are worked out anew where the stand, the works or what is known of them is another', async () => {
    const some = sheets(800)
    const first = await panelFigures('same', some)
    expect(
      await panelFigures(
        'same',
        some.map((row) => ({ ...row })),
      ),
    ).toBe(first)
    expect(await panelFigures('other', some)).not.toBe(first)
    expect(await panelFigures('same', some.slice(4))).not.toBe(first)
    const own = some.map((row) => ({ ...row, sameAgency: true }))
    expect((await panelFigures('same', own)).judges[0]!.ownAgency).not.toEqual(first.judges[0]!.ownAgency)
  })
})

it('takes a hundred thousand values and more', () => {
  const many = Array.from({ length: 300_000 }, (_, index) => index)
  expect([leastOf(many), greatestOf(many)]).toEqual([0, 299_999])
  expect(correlation(many.map((x) => [x, 2 * x]))).toBeCloseTo(1, 12)
})

it('gives in closed form what all pairs of values give', () => {
  const random = seeded(3)
  const units = Array.from({ length: 120 }, () =>
    Array.from({ length: 1 + random.below(5) }, () => 70 + Math.round(1000 * random.normal()) / 100),
  )
  const paired = units.filter((unit) => unit.length > 1)
  const all = paired.flat()
  const apart = (values: number[]) =>
    values.reduce((sum, a) => sum + values.reduce((own, b) => own + (a - b) ** 2, 0), 0)
  const observed = paired.reduce((sum, unit) => sum + apart(unit) / (unit.length - 1), 0)
  expect(krippendorffAlpha(units, 'interval').value).toBeCloseTo(
    1 - ((all.length - 1) * observed) / apart(all),
    11,
  )
})

it('of a panel are those of its table', async () => {
  const scores = sheets(400)
  const table = tableOf(scores)
  const figures = await panelFigures('by hand', scores)
  expect(figures.agreement).toMatchObject(panelAgreement(scoresByEntry(table)).value!)
  expect([figures.icc, figures.kendall]).toEqual([null, null])
  const whole = Array.from({ length: 10 }, (_, work) =>
    ['x', 'y', 'z'].map((judgeId, at) => ({
      ...scores[0]!,
      judgeId,
      entryId: `w${work}`,
      score: 60 + 3 * work + ((work + at) % 3),
    })),
  ).flat()
  const complete = await panelFigures('complete', whole)
  expect(complete.icc).toEqual(intraclass(tableOf(whole)).value!['2,1'])
  expect(complete.kendall).toEqual(kendallW(tableOf(whole)).value)
})
