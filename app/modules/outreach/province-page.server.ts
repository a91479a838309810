import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { reminders, users } from '#db/schema/accounts.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { mailPreferences } from '#db/schema/mail.ts'
import { behalfEntries, invitees } from '#db/schema/outreach.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localTime, vietnamese } from '#db/vietnamese.ts'
import { authorNames, isReceived } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { countedSteps, hasPrize, isInFinal } from '../participation/counted.server.ts'
import type { Funnel } from '../participation/funnel.ts'
import { toldOf, type OwnProvince } from '../participation/own-province.server.ts'

type Place = Pick<OwnProvince, 'frame' | 'code'>

/**
 * Drafts that will count here: placed in the province by their authors, or entered by it on somebody's behalf and placed
 * nowhere yet. An invitation opens nothing: whoever is invited has answered only by choosing the province.
 */
const draftsHere = (editionId: string, { frame, code }: Place) => sql`
  select d.id, d.title, d.updated_at, d.owner_id, d.agency_text
  from ${entries} d
  where d.edition_id = ${editionId} and d.state = 'draft' and (
    ${inProvince(frame, code, sql`(d.province_frame, d.province_code)`)}
    or exists (select 1 from ${behalfEntries} b where b.entry_id = d.id and d.province_code is null and d.bucket is null and ${inProvince(frame, code, sql`(b.frame, b.code)`)}))`

/**
 * Whether somebody invited (`i`, with the account `u` of that address) has come since: confirmed an account after the
 * invitation, or placed a work of theirs in the province that invited. Whether an address had an account before is
 * nobody's to learn by inviting it.
 */
export const hasCome = sql`(u.email_confirmed_at >= i.invited_at or u.email_confirmed_at is not null and exists (
  select 1 from ${entries} w
  where w.owner_id = u.id and w.edition_id = i.edition_id and w.province_frame = i.frame and w.province_code = i.code))`

const worksHere = (editionId: string, { frame, code }: Place) => sql`
  e.edition_id = ${editionId} and ${isReceived(sql`e`)} and ${inProvince(frame, code, sql`(e.province_frame, e.province_code)`)}`

/** How many there are at each step, and how many drafts nobody has touched for a week. */
export async function funnelOf(editionId: string, place: Place): Promise<{ funnel: Funnel; idle: number }> {
  const invited = sql`select i.* from ${invitees} i where i.edition_id = ${editionId} and ${inProvince(place.frame, place.code, sql`(i.frame, i.code)`)}`
  const [rows, told] = await Promise.all([
    database().execute<
      Record<
        'invited' | 'registered' | 'draft' | 'idle' | 'submitted' | 'eligible' | 'final' | 'prizes',
        number
      >
    >(sql`
      select (select count(*)::int from (${invited}) i) as invited,
        (select count(*)::int from (${invited}) i join ${users} u on u.email = i.email and ${hasCome}) as registered,
        (select count(*)::int from (${draftsHere(editionId, place)}) d) as draft,
        (select count(*)::int from (${draftsHere(editionId, place)}) d where d.updated_at < now() - interval '7 days') as idle,
        ${countedSteps(sql`e`)}
      from ${entries} e where ${worksHere(editionId, place)}`),
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
    select (select count(distinct email)::int from ${invitees} where edition_id = ${editionId}) as invited,
      (select count(distinct i.email)::int from ${invitees} i join ${users} u on u.email = i.email and ${hasCome} where i.edition_id = ${editionId}) as registered,
      count(*) filter (where e.state = 'draft')::int as draft, ${countedSteps(sql`e`)}
    from ${entries} e where e.edition_id = ${editionId} `)
  return row!
}

export type DraftRow = {
  id: string
  title: string
  owner: string
  agency: string
  updatedAt: string
  idle: boolean
  remindedToday: boolean
  stopped: boolean
  onBehalf: boolean
  /** entered by whoever asks and not taken over yet: it can be opened */
  mine: boolean
}

/** The drafts, those left longest first; what is in them stays with their authors. */
export async function draftRows(editionId: string, place: Place, userId: string): Promise<DraftRow[]> {
  return [
    ...(await database().execute<DraftRow>(sql`
      select d.id, d.title, coalesce(b.author_name, u.name) as owner, d.agency_text as agency, d.updated_at as "updatedAt", d.updated_at < now() - interval '7 days' as idle,
        exists (select 1 from ${reminders} m where m.user_id = d.owner_id and m.kind = 'author' and m.subject_id = ${editionId} and m.day = to_char(now() ${localTime}, 'YYYY-MM-DD')) as "remindedToday",
        exists (select 1 from ${mailPreferences} p where p.email = u.email and p.stopped_at is not null) as stopped, (b.entry_id is not null and b.confirmed_at is null) as "onBehalf", d.owner_id = ${userId} as mine
      from (${draftsHere(editionId, place)}) d join ${users} u on u.id = d.owner_id left join ${behalfEntries} b on b.entry_id = d.id
      order by d.updated_at, d.id limit 1000`)),
  ]
}

export type InviteeRow = {
  id: string
  kind: 'person' | 'agency'
  name: string
  email: string
  agency: string
  invitedAt: string
  registered: boolean
  works: number
}

export async function inviteeRows(editionId: string, { frame, code }: Place): Promise<InviteeRow[]> {
  return [
    ...(await database().execute<InviteeRow>(sql`
      select i.id, i.kind, i.name, i.email, i.agency, i.invited_at as "invitedAt", coalesce(${hasCome}, false) as registered,
        (select count(*)::int from ${entries} e where e.owner_id = u.id and ${worksHere(editionId, { frame, code })}) as works
      from ${invitees} i left join ${users} u on u.email = i.email
      where i.edition_id = ${editionId} and ${inProvince(frame, code, sql`(i.frame, i.code)`)} order by i.name ${vietnamese}, i.email limit 2000`)),
  ]
}

/** Agencies seated here that have sent nothing in this edition. */
export async function silentAgencies(editionId: string, { frame, code }: Place) {
  return [
    ...(await database().execute<{ id: string; name: string; invited: boolean }>(sql`
      select g.id, g.name, exists (select 1 from ${invitees} i where i.edition_id = ${editionId} and i.agency = g.name and ${inProvince(frame, code, sql`(i.frame, i.code)`)}) as invited
      from ${agencies} g where g.level = 'provincial' and g.successor_id is null and ${inProvince(frame, code, sql`(g.province_frame, g.province_code)`)}
        and not exists (select 1 from ${entries} e where e.agency_id = g.id and e.edition_id = ${editionId} and ${isReceived(sql`e`)})
      order by g.name ${vietnamese} limit 500`)),
  ]
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
    with this as (select number, closes_at from ${editions} where id = ${editionId}),
    before as (select b.id, b.number, b.closes_at - greatest(this.closes_at - now(), interval '0') as at from ${editions} b, this where b.number < this.number order by b.number desc limit 1)
    select before.number as edition, (select count(*)::int from ${entries} e where e.edition_id = before.id and e.submitted_at <= before.at
      and ${isReceived(sql`e`)} and ${inProvince(frame, code, sql`(e.province_frame, e.province_code)`)}) as received from before`)
  return row ?? null
}

export type WorkRow = {
  id: string
  number: number
  title: string
  state: 'submitted' | 'returned' | 'eligible' | 'ineligible'
  category: string
  agency: string | null
  authors: string
  unconfirmed: boolean
}

/** The works at one step of the funnel; no scores. Works of a step not told yet are none. */
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
      select e.id, e.number, e.title, e.state, c.name_vi as category, g.name as agency, b.entry_id is not null and b.confirmed_at is null as unconfirmed,
        ${authorNames(sql`e`)} as authors
      from ${entries} e join ${categories} c on c.id = e.category_id left join ${agencies} g on g.id = e.agency_id left join ${behalfEntries} b on b.entry_id = e.id
      where ${worksHere(editionId, place)} and ${only} order by e.number limit 2000`)),
  ]
}
