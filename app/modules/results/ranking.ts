import type { Prize } from './prizes.ts'
import { spreadOf } from './statistics/describe.ts'
import { rankByMean } from './statistics/rank.ts'

/** A work of a round as the database writes it into one text: id, number, title, agency, totals, prize, in the final. */
export type RankingTuple = [string, number, string, string | null, number[] | null, Prize | null, true | null]

export type RankedEntry = ReturnType<typeof readRanking>[number]

/**
 * A ranking from the text the database made of it: mean, spread and rank are worked out where they are shown, so 1,500
 * works travel as one short text instead of 20,000 values.
 */
export function readRanking(text: string) {
  const rows = (JSON.parse(text) as RankingTuple[]).map(
    ([id, number, title, agency, given, prize, inFinal]) => {
      const totals = given ?? []
      return { id, number, title, agency, totals, prize, inFinal: inFinal === true, ...spreadOf(totals) }
    },
  )
  return rankByMean(rows)
}
