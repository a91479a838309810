import { and, asc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { invitees } from '#db/schema/outreach.ts'
import { agencies, agencyNames } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { isReceived } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { namesUnknown } from '../provinces/agencies.server.ts'
import { worksHere, type Place } from './province-works.server.ts'

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
            and i.agency in (
              select g.name
              union all
              select n.name from ${agencyNames} n where n.agency_id = g.id
              union all
              select m.name from ${agencies} m where m.successor_id = g.id)
            and ${inProvince(frame, code, sql`i.place_id`)}) as invited
      from ${agencies} g
      where g.level = 'provincial'
        and g.successor_id is null
        and g.refused_at is null
        and ${inProvince(frame, code, sql`g.place_id`)}
        and not exists (
          select 1
          from ${entries} e
          where (e.agency_id = g.id or e.agency_id in (select m.id from ${agencies} m where m.successor_id = g.id))
            and e.edition_id = ${editionId} and ${isReceived(sql`e`)})
      order by g.name ${vietnamese}
      limit 500`)),
  ]
}

/** Newsrooms invited here that the register does not know, by no name, and that have sent nothing here: what they sent elsewhere is not this province's to learn. */
export async function silentOutside(editionId: string, { frame, code }: Place) {
  const invited = await database()
    .select({ name: invitees.agency })
    .from(invitees)
    .where(
      and(
        eq(invitees.editionId, editionId),
        eq(invitees.kind, 'agency'),
        inProvince(frame, code, invitees.placeId),
        sql`not exists (
          select 1
          from ${entries} e
          join ${users} u on u.id = e.owner_id
          where u.email = ${invitees.email} and ${worksHere(editionId, { frame, code })})`,
      ),
    )
    .orderBy(asc(invitees.agency))
    .limit(2000)
  return namesUnknown(invited.map(({ name }) => name))
}
