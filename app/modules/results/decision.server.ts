import { eq, sql, sum } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { criteria, prizeQuotas } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets, rounds, scores } from '#db/schema/judging.ts'
import type { Stage } from '../judging/round.ts'
import { adjustedScores, asOfFitted, modelOfRound } from './round-model.server.ts'
import { readRanking, type Deciding, type RankingTuple } from './ranking.ts'
import { undecidedPairs } from '../statistics/certainty.ts'
import { rankingText } from './ranking-text.server.ts'

/** Why the adjusted scores of a category are not there. */
export type NotAdjusted =
  | { why: 'reason'; key: string }
  | { why: 'parts'; parts: number; joins: { number: number; title: string; judge: string }[] }

export type CategoryDecision = {
  ranking: string
  deciding: Deciding
  notAdjusted: NotAdjusted | null
  /** works at the line whose order the scores cannot tell: above, below, chance that it is the other way round */
  undecided: { above: string; below: string; chance: number }[]
}

/**
 * All a decision on one category of a round rests on. Works in `barred` are shown without anything that was scored.
 * Without `asked` the cut is where the finalists end, the quotas, or a tenth.
 */
export async function categoryDecision(
  roundId: string,
  categoryId: string,
  barred: Set<string>,
  asked: number | null = null,
): Promise<CategoryDecision> {
  return asOfFitted([roundId], () => decisionNow(roundId, categoryId, barred, asked))
}

async function decisionNow(
  roundId: string,
  categoryId: string,
  barred: Set<string>,
  asked: number | null,
): Promise<CategoryDecision> {
  const [text, round, mainCriterion] = await Promise.all([
    rankingText(roundId, categoryId),
    roundOf(roundId),
    mainCriterionOf(roundId, categoryId),
  ])
  const ranking = withoutScoresOf(text, barred)
  const tuples = JSON.parse(ranking) as RankingTuple[]
  const seen = tuples.filter((row) => !barred.has(row[0])).map((row) => row[0])
  const places = asked ?? (await usualPlaces(round.stage, categoryId, tuples))
  const adjusted = await adjustedScores(roundId, seen, places)
  const deciding: Deciding = {
    places,
    decidesBy: round.decidesBy,
    rule: round.tieRule,
    mainCriterion: Object.fromEntries([...mainCriterion].filter(([id]) => !barred.has(id))),
    adjusted: Object.fromEntries(
      [...adjusted.entries].map(([id, { estimate, se, chance }]) => [id, [estimate, se, chance]]),
    ),
  }
  return {
    ranking,
    deciding,
    notAdjusted: await notAdjusted(adjusted, barred),
    undecided: adjusted.entries.size > 0 ? await undecidedAt(roundId, ranking, deciding) : [],
  }
}

/** The same list, without title, newsroom, scores and prizes of works somebody must keep away from. */
export function withoutScoresOf(text: string, barred: Set<string>): string {
  if (barred.size === 0) return text
  return JSON.stringify(
    (JSON.parse(text) as RankingTuple[]).map((row) =>
      barred.has(row[0]) ? [row[0], row[1], '', null, null, null, row[6]] : row,
    ),
  )
}

async function roundOf(roundId: string) {
  const [round] = await database()
    .select({ stage: rounds.stage, decidesBy: rounds.decidesBy, tieRule: rounds.tieRule })
    .from(rounds)
    .where(eq(rounds.id, roundId))
  return round!
}

async function usualPlaces(stage: Stage, categoryId: string, tuples: RankingTuple[]): Promise<number> {
  if (stage === 'preliminary') {
    const chosen = tuples.filter((row) => row[6]).length
    return chosen || Math.max(1, Math.round(tuples.length / 10))
  }
  const [quota] = await database()
    .select({ places: sum(prizeQuotas.places).mapWith(Number) })
    .from(prizeQuotas)
    .where(eq(prizeQuotas.categoryId, categoryId))
  return quota!.places
}

/** Mean points of the first criterion of each work, in hundredths, of submitted sheets. */
export async function mainCriterionOf(roundId: string, categoryId: string): Promise<Map<string, number>> {
  const rows = await database().execute<{ id: string; mean: number }>(sql`
    select s.entry_id as id, avg(p.points)::float8 as mean
    from ${countingSheets} s
    join ${entries} e on e.id = s.entry_id
    join ${criteria} k on k.category_id = e.category_id and k.position = 1
    join ${scores} p on p.sheet_id = s.id and p.criterion_id = k.id
    where s.round_id = ${roundId} and e.category_id = ${categoryId}
    group by s.entry_id`)
  return new Map(rows.map((row) => [row.id, row.mean]))
}

async function notAdjusted(
  adjusted: Awaited<ReturnType<typeof adjustedScores>>,
  barred: Set<string>,
): Promise<NotAdjusted | null> {
  if (adjusted.reason) return { why: 'reason', key: adjusted.reason }
  if (adjusted.parts < 2) return null
  const joins: Extract<NotAdjusted, { why: 'parts' }>['joins'] = []
  for (const { entryId, judgeId } of adjusted.joins.slice(0, 5)) {
    const [row] = await database().execute<{ number: number; title: string; judge: string }>(sql`
      select e.number, e.title, u.name as judge
      from ${entries} e, ${users} u
      where e.id = ${entryId} and u.id = ${judgeId}`)
    joins.push(barred.has(entryId) ? { ...row!, title: '' } : row!)
  }
  return { why: 'parts', parts: adjusted.parts, joins }
}

const pairsShown = 5

async function undecidedAt(roundId: string, ranking: string, deciding: Deciding) {
  const { draws, table } = await modelOfRound(roundId)
  const index = new Map(table.entries.map((id, entry) => [id, entry]))
  const rows = readRanking(ranking, deciding).filter((row) => row.rank !== null && index.has(row.id))
  const near = (above: boolean) => rows.filter((row) => row.above === above)
  const inside = near(true).slice(-10)
  const outside = near(false).slice(0, 10)
  const titleOf = new Map(rows.map((row) => [index.get(row.id)!, row.title]))
  const of = (list: typeof rows) => list.map((row) => index.get(row.id)!)
  return undecidedPairs(draws, of(inside), of(outside))
    .slice(0, pairsShown)
    .map((pair) => ({
      above: titleOf.get(pair.inside)!,
      below: titleOf.get(pair.outside)!,
      chance: pair.chance,
    }))
}
