import { sql } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { assignments, rounds, scoreChains } from '#db/schema/judging.ts'
import { isInTransaction, requireNoTransaction } from '#db/transaction.ts'
import { type GivenScore, scoresOfRound, tableOf } from '../judging/scores-of-round.server.ts'
import { componentsOf, joiningReadings, type Component } from '../statistics/components.ts'
import { certaintySteps, drawSteps, usualDraws } from '../statistics/certainty.ts'
import type { Figure } from '../statistics/figure.ts'
import { inSlices } from '../statistics/in-slices.server.ts'
import { fitSteps, type ModelFit } from '../statistics/mixed-model.ts'
import type { ScoreTable } from '../statistics/score-table.ts'

export type RoundModel = {
  scores: GivenScore[]
  table: ScoreTable
  fit: Figure<ModelFit>
  components: Component[]
  /** possible true qualities of all entries, for chances */
  draws: Float64Array[]
  /** chances counted so far, by cut and works: counting them sorts every draw */
  chances: Map<string, number[]>
}

/** The same scores give the same chances to whoever asks. */
const drawSeed = 1

type Kept = { head: string; at: number; model: Promise<RoundModel> }
const kept = new Map<string, Kept>()
/** While a round is under way its model may be this old. */
const freshFor = 20_000

/** A model would have to be fitted inside a transaction: scores have moved since it was fitted before. */
class ScoresMoved extends Error {}
const mostTries = 3

/**
 * Reads as of one moment what needs the models of rounds. They are fitted before, with no connection held; where scores
 * moved in between, both are done again. Inside another such reading it is that one's moment and models.
 */
export async function asOfFitted<Answer>(
  roundIds: string[],
  work: (at: Date) => Promise<Answer>,
): Promise<Answer> {
  if (isInTransaction()) return asOf(work)
  for (let left = mostTries - 1; ; left--) {
    for (const roundId of roundIds) await modelOfRound(roundId)
    try {
      return await asOf(work)
    } catch (error) {
      if (!(error instanceof ScoresMoved) || left === 0) throw error
    }
  }
}

/**
 * The model of a round's submitted sheets. Fitting and drawing takes up to half a second, in a large round many, so it
 * is kept as long as no sheet has changed, and for a moment longer while many do; inside a transaction it must be there.
 */
export async function modelOfRound(roundId: string): Promise<RoundModel> {
  const { head, open } = await headOf(roundId)
  const known = kept.get(roundId)
  if (known && (known.head === head || (open && Date.now() - known.at < freshFor))) return known.model
  if (isInTransaction()) throw new ScoresMoved()
  const made: Kept = { head, at: Date.now(), model: makeModel(roundId) }
  kept.delete(roundId)
  kept.set(roundId, made)
  if (kept.size > 4) kept.delete(kept.keys().next().value!)
  made.model.catch(() => kept.delete(roundId))
  return made.model
}

/** What changes with every accepted sheet, every recusal and every reading added. */
async function headOf(
  roundId: string,
  connection: Connection = database(),
): Promise<{ head: string; open: boolean }> {
  const [row] = await connection.execute<{ head: string; open: boolean }>(sql`
    select
      coalesce((select c.head from ${scoreChains} c where c.round_id = ${roundId}), '') || ' ' || (
        select count(*) || ' ' || count(a.ended_at)
        from ${assignments} a
        where a.round_id = ${roundId}) as head,
      (select r.state = 'open' from ${rounds} r where r.id = ${roundId}) as open`)
  return row!
}

/** What a decision on a round rests on: every score and reading, and that they no longer change. */
export async function standOf(roundId: string, connection?: Connection): Promise<string> {
  const { head, open } = await headOf(roundId, connection)
  return open ? `${head} open` : head
}

async function makeModel(roundId: string): Promise<RoundModel> {
  const scores = await scoresOfRound(roundId)
  requireNoTransaction('A model was to be fitted inside a transaction; fit it before.')
  const table = tableOf(scores)
  const fit = await inSlices(fitSteps(table))
  return {
    scores,
    table,
    fit,
    components: componentsOf(table),
    draws: fit.value ? await inSlices(drawSteps(table, fit.value, usualDraws, drawSeed)) : [],
    chances: new Map(),
  }
}

async function chancesIn(model: RoundModel, places: number, pool: number[]): Promise<number[]> {
  const key = `${places} ${pool.join()}`
  const known = model.chances.get(key) ?? (await inSlices(certaintySteps(model.draws, places, pool)))
  if (model.chances.size < 100) model.chances.set(key, known)
  return known
}

export type AdjustedEntry = { estimate: number; se: number; chance: number | null }

/**
 * The adjusted scores of some entries of a round, with the chance that each belongs to the best `places` of them. Where
 * they were not read by judges who share entries, nothing is adjusted and `parts` tells into how many groups they fall.
 */
export async function adjustedScores(
  roundId: string,
  entryIds: string[],
  places: number,
): Promise<{
  entries: Map<string, AdjustedEntry>
  parts: number
  joins: { entryId: string; judgeId: string }[]
  reason: string | null
}> {
  const model = await modelOfRound(roundId)
  const { fit, table } = model
  const index = new Map(table.entries.map((id, entry) => [id, entry]))
  const pool = entryIds.flatMap((id) => index.get(id) ?? [])
  const own = new Set(pool)
  const parts = model.components.filter((part) => part.entries.some((entry) => own.has(entry)))
  if (!fit.value)
    return {
      entries: new Map(),
      parts: parts.length,
      joins: [],
      reason: 'reason' in fit ? fit.reason.key : null,
    }
  if (parts.length > 1) {
    const joins = joiningReadings(parts) ?? []
    return {
      entries: new Map(),
      parts: parts.length,
      joins: joins.map(({ entry, judge }) => ({
        entryId: table.entries[entry]!,
        judgeId: table.judges[judge]!,
      })),
      reason: null,
    }
  }
  const chances = places < pool.length ? await chancesIn(model, places, pool) : null
  const entries = new Map(
    pool.map((entry) => {
      const { estimate, se } = fit.value!.entries[entry]!
      return [table.entries[entry]!, { estimate, se, chance: chances?.[entry] ?? null }]
    }),
  )
  return { entries, parts: 1, joins: [], reason: null }
}
