import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries } from '#db/schema/entries.ts'
import { invitees } from '#db/schema/outreach.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import type { Place } from './province-works.server.ts'

/** Agencies seated here that have sent nothing in this edition. */
export async function silentAgencies(editionId: string, { frame, code }: Place) {
  return [
    ...(await database().execute<{ id: string; name: string; invited: boolean }>(sql`
      select
        g.id,
        g.name,
        exists (
          select 1
          from ${invitees} i
          where i.edition_id = ${editionId}
            and i.agency = g.name
            and ${inProvince(frame, code, sql`i.place_id`)}) as invited
      from ${agencies} g
      where g.level = 'provincial'
        and g.successor_id is null
        and ${inProvince(frame, code, sql`g.place_id`)}
        and not exists (
          select 1
          from ${entries} e
          where e.agency_id = g.id and e.edition_id = ${editionId} and ${isReceived(sql`e`)})
      order by g.name ${vietnamese}
      limit 500`)),
  ]
}
