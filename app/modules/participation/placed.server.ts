import { sql } from 'drizzle-orm'
import { entries } from '#db/schema/entries.ts'
import { localTime } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { carry, placeIdOf, type Frame, type ProvinceHistory } from '../provinces/history.ts'
import { hasPrize, isInFinal } from './counted.server.ts'
import { type Measures, noMeasures } from './measures.ts'

/** First and last day of a period in the award's time zone, both counted; open where one is missing. */
export type Period = { from?: string; to?: string }

export const within = ({ from, to }: Period, moment = sql`e.submitted_at`) => sql`
  (${from ?? null}::date is null or ${moment} >= ${from ?? null}::date::timestamp ${localTime})
  and (${to ?? null}::date is null or ${moment} < (${to ?? null}::date + 1)::timestamp ${localTime})`

/** Where each unit of every frame lies in the wanted one; a unit that cannot be told is left out. */
export function carried(history: ProvinceHistory, frame: Frame): string {
  const units = new Map(history.states.map(({ frame: of, code }) => [`${of}:${code}`, { frame: of, code }]))
  const rows = [...units.values()].flatMap((unit) => {
    const target = carry(history, unit, frame)
    return target === null ? [] : [{ place: placeIdOf(unit), target }]
  })
  return JSON.stringify(rows)
}

/** In SQL, to join entries (`e`) by: where `carried` says that each lies, as `m.target`. */
export const placesIn = (mapping: string) => sql`
  json_to_recordset(${mapping}::json) as m(place text, target text) on m.place = e.place_id`

/**
 * Each counted entry of an edition with its place in the wanted frame. An entry keeps the unit of its day and is
 * carried along the successions; where that cannot be told it is counted as not splittable instead of guessed.
 */
export const placed = (editionId: string, mapping: string, period: Period = {}) => sql`
  select
    e.id,
    e.state,
    e.agency_id,
    e.bucket as outside,
    e.category_id,
    e.language,
    e.submitted_at,
    e.place_id,
    m.target as code,
    ${isInFinal(sql`e`)} as in_final,
    ${hasPrize(sql`e`)} as awarded
  from ${entries} e
  left join ${placesIn(mapping)}
  where e.edition_id = ${editionId} and ${isReceived(sql`e`)} and ${within(period)}`

/** In SQL, the measures of works as `placed` gives them, but for their authors. */
export const measuredWorks = sql`
  count(*)::int as received,
  count(*) filter (where state = 'eligible')::int as eligible,
  count(*) filter (where in_final)::int as "inFinal",
  count(*) filter (where awarded)::int as prizes,
  count(distinct agency_id)::int as agencies`

export function measuresOf(row: Partial<Measures> | undefined): Measures {
  if (!row?.received) return noMeasures
  const { received, eligible, inFinal, prizes, agencies, authors } = { ...noMeasures, ...row }
  return { received, eligible, inFinal, prizes, agencies, authors }
}
