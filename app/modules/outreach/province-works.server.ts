import { sql } from 'drizzle-orm'
import { entries } from '#db/schema/entries.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import { isReceived } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'

export type Place = Pick<OwnProvince, 'frame' | 'code'>

/**
 * Drafts that will count here: placed in the province by their authors, or entered by it on somebody's behalf and placed
 * nowhere yet. An invitation opens nothing: whoever is invited has answered only by choosing the province.
 */
export const draftsHere = (editionId: string, { frame, code }: Place) => sql`
  select d.id, d.title, d.updated_at, d.owner_id, d.agency_text
  from ${entries} d
  where d.edition_id = ${editionId} and d.state = 'draft' and (
    ${inProvince(frame, code, sql`d.place_id`)}
    or exists (
      select 1
      from ${behalfEntries} b
      where b.entry_id = d.id
        and d.place_id is null
        and ${inProvince(frame, code, sql`b.place_id`)}))`

/** Whether a draft (`d`) has lain untouched for a week. */
export const isIdle = sql`d.updated_at < now() - interval '7 days'`

/** Whether a work was entered on behalf of its author (`b`) who has not confirmed it yet. */
export const isUnconfirmed = sql`(b.entry_id is not null and b.confirmed_at is null)`

/**
 * Whether somebody invited (`i`, with the account `u` of that address) has come since: confirmed an account after the
 * invitation, or placed a work of theirs in the province that invited. Whether an address had an account before is
 * nobody's to learn by inviting it.
 */
export const hasCome = sql`(u.email_confirmed_at >= i.invited_at or u.email_confirmed_at is not null and exists (
  select 1 from ${entries} w
  where w.owner_id = u.id and w.edition_id = i.edition_id and w.place_id = i.place_id))`

export const worksHere = (editionId: string, { frame, code }: Place) => sql`
  e.edition_id = ${editionId}
  and ${isReceived(sql`e`)}
  and ${inProvince(frame, code, sql`e.place_id`)}`
