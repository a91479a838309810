import type { Prize } from '../editions/prizes.ts'
import { medianOf, spreadOf } from '../statistics/describe.ts'
import { rankByMean } from '../statistics/rank.ts'
import type { RankingBasis } from '../judging/round.ts'
import { placeByRule, type TieBreak } from '../judging/ties.ts'
import { greatestOf } from '../statistics/describe.ts'

/** A work of a round as the database writes it into one text: id, number, title, agency, totals, prize, in the final. */
export type RankingTuple = [string, number, string, string | null, number[] | null, Prize | null, true | null]

/**
 * What turns the list of a category into a decision: how many are above the cut, what it is ranked by, the rule for
 * ties, the mean points of the first criterion, and the adjusted scores (estimate, standard error, both in points, and
 * the chance to belong above the cut) where there are any.
 */
export type Deciding = {
  places: number
  decidesBy: RankingBasis
  rule: TieBreak[]
  mainCriterion: Record<string, number>
  adjusted: Record<string, [estimate: number, se: number, chance: number | null]>
}

export type RankedEntry = ReturnType<typeof readRanking>[number]

/**
 * A ranking from the text the database made of it: mean, spread and rank are worked out where they are shown, so 1,500
 * works travel as one short text instead of 20,000 values. Means are in hundredths of a point.
 */
export function readRanking(text: string, deciding: Deciding | null = null) {
  const rows = (JSON.parse(text) as RankingTuple[]).map(
    ([id, number, title, agency, given, prize, inFinal]) => {
      const totals = given ?? []
      return { id, number, title, agency, totals, prize, inFinal: inFinal === true, ...spreadOf(totals) }
    },
  )
  if (deciding) return decided(rows, deciding)
  return rankByMean(rows).map((row) => ({ ...row, ...undecided }))
}

const undecided = {
  estimate: null as number | null,
  se: null as number | null,
  chance: null as number | null,
  toldBy: null as TieBreak | null,
  above: false,
  turned: false,
}

type Plain = ReturnType<typeof spreadOf> & { id: string; totals: number[] }

/** In the order that decides; `turned` where the other value would put a work on the other side of the cut. */
function decided<Row extends Plain>(rows: Row[], deciding: Deciding) {
  const whole = rows.map((row) => {
    const [estimate, se, chance] = deciding.adjusted[row.id] ?? [null, null, null]
    return {
      ...row,
      estimate,
      se,
      chance,
      median: medianOf(row.totals),
      mainCriterion: deciding.mainCriterion[row.id] ?? null,
    }
  })
  const byMean = placeByRule(
    whole.map((row) => ({ ...row, value: row.mean })),
    deciding.rule,
  )
  const byModel = placeByRule(
    whole.map((row) => ({ ...row, value: row.estimate })),
    deciding.rule,
  )
  const [order, other] = deciding.decidesBy === 'adjusted' ? [byModel, byMean] : [byMean, byModel]
  const isAbove = (rank: number | null) => rank !== null && rank <= deciding.places
  const otherRank = new Map(other.map((row) => [row.id, row.rank]))
  const shared = new Map<number | null, number>()
  for (const { rank } of order) shared.set(rank, (shared.get(rank) ?? 0) + 1)
  return order.map((row) => {
    const above = isAbove(row.rank)
    const rankThere = otherRank.get(row.id) ?? null
    return {
      ...row,
      tied: row.rank !== null && shared.get(row.rank)! > 1,
      above,
      turned: row.rank !== null && rankThere !== null && isAbove(rankThere) !== above,
    }
  })
}

/** Whether somebody was chosen though somebody ranked strictly better was not. Works without a rank stand last. */
export function departsFromOrder(rows: { rank: number | null; chosen: boolean }[]): boolean {
  const place = (rank: number | null) => rank ?? Infinity
  const worst = greatestOf(
    rows.filter((row) => row.chosen).map((row) => place(row.rank)),
    0,
  )
  return rows.some((row) => !row.chosen && place(row.rank) < worst)
}

/** Whether a better rank has the lesser place (prizes in order, the best 0). Works without a rank stand last. */
export function hasLesserAbove(rows: { rank: number | null; place: number }[]): boolean {
  const inOrder = [...Map.groupBy(rows, (row) => row.rank ?? Infinity)].sort(([a], [b]) => a - b)
  let least = -Infinity
  return inOrder.some(([, same]) => {
    const above = least
    for (const { place } of same) least = Math.max(least, place)
    return same.some(({ place }) => place < above)
  })
}

/** A work that the written rule put behind another of the same value (number of the work, and by what). */
export type BrokenTie = { number: number; toldBy: TieBreak }

export const brokenTies = (rows: RankedEntry[]): BrokenTie[] =>
  rows.flatMap(({ number, toldBy }) => (toldBy ? [{ number, toldBy }] : []))
