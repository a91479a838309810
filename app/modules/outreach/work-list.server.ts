import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { Prize } from '../editions/prizes.ts'
import { authorNames } from '../entries/received.server.ts'
import { hasPrize, isInFinal } from '../participation/counted.server.ts'
import { toldOf } from '../participation/own-province.server.ts'
import { toldPrize } from '../results/told-prize.server.ts'
import { isUnconfirmed, type Place, worksHere } from './province-works.server.ts'

export type WorkRow = {
  id: string
  number: number
  title: string
  state: 'submitted' | 'returned' | 'eligible' | 'ineligible' | 'disqualified'
  /** once it is published */
  prize: Prize | null
  category: string
  agency: string | null
  authors: string
  unconfirmed: boolean
}

/**
 * The works at one step of the funnel; no scores. Works of a step not told yet are none. They are found by their place
 * first: told to be at most 2,000 in order, Postgres would read a whole edition in order of numbers.
 */
export async function workRows(
  editionId: string,
  place: Place,
  step: 'submitted' | 'eligible' | 'final' | 'prizes',
): Promise<WorkRow[]> {
  const told = await toldOf(editionId)
  if ((step === 'final' && !told.final) || (step === 'prizes' && !told.prizes)) return []
  const only = {
    submitted: sql`true`,
    eligible: sql`e.state = 'eligible'`,
    final: isInFinal(sql`e`),
    prizes: hasPrize(sql`e`),
  }[step]
  return [
    ...(await database().execute<WorkRow>(sql`
      with here as materialized (
        select e.id, e.number, e.title, e.state, e.category_id, e.agency_id
        from ${entries} e
        where ${worksHere(editionId, place)} and ${only})
      select
        e.id,
        e.number,
        e.title,
        e.state,
        ${toldPrize(sql`e`)} as prize,
        c.name_vi as category,
        g.name as agency,
        ${isUnconfirmed} as unconfirmed,
        ${authorNames(sql`e`)} as authors
      from here e
      join ${categories} c on c.id = e.category_id
      left join ${agencies} g on g.id = e.agency_id
      left join ${behalfEntries} b on b.entry_id = e.id
      order by e.number
      limit 2000`)),
  ]
}
