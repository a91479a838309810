import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { invitees } from '#db/schema/outreach.ts'
import { isReceived } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { countedSteps } from '../participation/counted.server.ts'
import type { Funnel } from '../participation/funnel.ts'
import { toldOf } from '../participation/own-province.server.ts'
import { draftsHere, hasCome, isIdle, type Place, worksHere } from './province-works.server.ts'

/** How many there are at each step, and how many drafts nobody has touched for a week. */
export async function funnelOf(editionId: string, place: Place): Promise<{ funnel: Funnel; idle: number }> {
  const invited = sql`
    select i.*
    from ${invitees} i
    where i.edition_id = ${editionId} and ${inProvince(place.frame, place.code, sql`i.place_id`)}`
  const [rows, told] = await Promise.all([
    database().execute<
      Record<
        'invited' | 'registered' | 'draft' | 'idle' | 'submitted' | 'eligible' | 'final' | 'prizes',
        number
      >
    >(sql`
      select
        (select count(*)::int from (${invited}) i) as invited,
        (
          select count(*)::int
          from (${invited}) i
          join ${users} u on u.email = i.email and ${hasCome}) as registered,
        (select count(*)::int from (${draftsHere(editionId, place)}) d) as draft,
        (
          select count(*)::int
          from (${draftsHere(editionId, place)}) d
          where ${isIdle}) as idle,
        ${countedSteps(sql`e`)}
      from ${entries} e
      where ${worksHere(editionId, place)}`),
    toldOf(editionId),
  ])
  const { idle, ...counts } = rows[0]!
  return {
    idle,
    funnel: {
      ...counts,
      final: told.final ? counts.final : null,
      prizes: told.prizes ? counts.prizes : null,
    },
  }
}

/** The same for the whole country, for its organizers. */
export async function funnelOfAll(editionId: string): Promise<Funnel> {
  const [row] = await database().execute<Record<keyof Funnel, number>>(sql`
    select
      (select count(distinct email)::int from ${invitees} where edition_id = ${editionId}) as invited,
      (
        select count(distinct i.email)::int
        from ${invitees} i
        join ${users} u on u.email = i.email and ${hasCome}
        where i.edition_id = ${editionId}) as registered,
      count(*) filter (where e.state = 'draft')::int as draft,
      ${countedSteps(sql`e`)}
    from ${entries} e
    where e.edition_id = ${editionId}`)
  return row!
}

/**
 * What the edition before had received here as long before its own close as it is now before this one's; null without
 * one. After the close it is the whole of it.
 */
export async function sameDayBefore(
  editionId: string,
  { frame, code }: Place,
): Promise<{ edition: number; received: number } | null> {
  const [row] = await database().execute<{ edition: number; received: number }>(sql`
    with this as (
      select number, closes_at from ${editions} where id = ${editionId}),
    before as (
      select b.id, b.number, b.closes_at - greatest(this.closes_at - now(), interval '0') as at
      from ${editions} b, this
      where b.number < this.number
      order by b.number desc
      limit 1)
    select
      before.number as edition,
      (
        select count(*)::int
        from ${entries} e
        where e.edition_id = before.id
          and e.submitted_at <= before.at
          and ${isReceived(sql`e`)}
          and ${inProvince(frame, code, sql`e.place_id`)}) as received
    from before`)
  return row ?? null
}
