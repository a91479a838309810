import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { invitees } from '#db/schema/outreach.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { inProvince } from '../entries/visibility.server.ts'
import type { InviteeKind } from './invitation-list.ts'
import { hasCome, type Place, worksHere } from './province-works.server.ts'

export type InviteeRow = {
  id: string
  kind: InviteeKind
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
      select
        i.id,
        i.kind,
        i.name,
        i.email,
        i.agency,
        i.invited_at as "invitedAt",
        coalesce(${hasCome}, false) as registered,
        (
          select count(*)::int
          from ${entries} e
          where e.owner_id = u.id and ${worksHere(editionId, { frame, code })}) as works
      from ${invitees} i
      left join ${users} u on u.email = i.email
      where i.edition_id = ${editionId} and ${inProvince(frame, code, sql`i.place_id`)}
      order by i.name ${vietnamese}, i.email
      limit 2000`)),
  ]
}
