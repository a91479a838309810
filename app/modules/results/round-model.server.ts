import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { assignments, rounds, scoreChains } from '#db/schema/judging.ts'
import { type GivenScore, scoresOfRound, tableOf } from '../judging/scores-of-round.server.ts'
import { componentsOf, joiningReadings, type Component } from '../statistics/components.ts'
import { certaintyOf, drawQualities, usualDraws } from '../statistics/certainty.ts'
import type { Figure } from '../statistics/figure.ts'
import { fitModel, type ModelFit } from '../statistics/mixed-model.ts'
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

/**
 * The model of a round's submitted sheets. Fitting and drawing takes up to half a second, so it is kept as long as no
 * sheet has changed, and for a moment longer while many do.
 */
export async function modelOfRound(
  roundId: string,
  connection: Connection = database(),
): Promise<RoundModel> {
  const { head, open } = await headOf(roundId, connection)
  const known = kept.get(roundId)
  if (known && (known.head === head || (open && Date.now() - known.at < freshFor))) return known.model
  const made: Kept = { head, at: Date.now(), model: makeModel(roundId, connection) }
  kept.delete(roundId)
  kept.set(roundId, made)
  if (kept.size > 4) kept.delete(kept.keys().next().value!)
  made.model.catch(() => kept.delete(roundId))
  return made.model
}

/** What changes with every accepted sheet, every recusal and every reading added. */
async function headOf(roundId: string, connection: Connection): Promise<{ head: string; open: boolean }> {
  const [row] = await connection.execute<{ head: string; open: boolean }>(sql`
    select
      coalesce((select c.head from ${scoreChains} c where c.round_id = ${roundId}), '') || ' ' || (
        select count(*) || ' ' || count(a.recused_at)
        from ${assignments} a
        where a.round_id = ${roundId}) as head,
      (select r.state = 'open' from ${rounds} r where r.id = ${roundId}) as open`)
  return row!
}

async function makeModel(roundId: string, connection: Connection): Promise<RoundModel> {
  const scores = await scoresOfRound(roundId, connection)
  const table = tableOf(scores)
  const fit = fitModel(table)
  return {
    scores,
    table,
    fit,
    components: componentsOf(table),
    draws: fit.value ? drawQualities(table, fit.value, usualDraws, drawSeed) : [],
    chances: new Map(),
  }
}

function chancesIn(model: RoundModel, places: number, pool: number[]): number[] {
  const key = `${places} ${pool.join()}`
  const known = model.chances.get(key) ?? certaintyOf(model.draws, places, pool)
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
  connection: Connection = database(),
): Promise<{
  entries: Map<string, AdjustedEntry>
  parts: number
  joins: { entryId: string; judgeId: string }[]
  reason: string | null
}> {
  const model = await modelOfRound(roundId, connection)
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
  const chances = places < pool.length ? chancesIn(model, places, pool) : null
  const entries = new Map(
    pool.map((entry) => {
      const { estimate, se } = fit.value!.entries[entry]!
      return [table.entries[entry]!, { estimate, se, chance: chances?.[entry] ?? null }]
    }),
  )
  return { entries, parts: 1, joins: [], reason: null }
}
