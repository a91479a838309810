import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { reminders, users } from '#db/schema/accounts.ts'
import { mailPreferences } from '#db/schema/mail.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import { localTime } from '#db/vietnamese.ts'
import { draftsHere, isIdle, isUnconfirmed, type Place } from './province-works.server.ts'

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
      select
        d.id,
        d.title,
        coalesce(b.author_name, u.name) as owner,
        d.agency_text as agency,
        d.updated_at as "updatedAt",
        ${isIdle} as idle,
        exists (
          select 1
          from ${reminders} m
          where m.user_id = d.owner_id
            and m.kind = 'author'
            and m.subject_id = ${editionId}
            and m.day = to_char(now() ${localTime}, 'YYYY-MM-DD')) as "remindedToday",
        exists (
          select 1 from ${mailPreferences} p where p.email = u.email and p.stopped_at is not null) as stopped,
        ${isUnconfirmed} as "onBehalf",
        d.owner_id = ${userId} as mine
      from (${draftsHere(editionId, place)}) d
      join ${users} u on u.id = d.owner_id
      left join ${behalfEntries} b on b.entry_id = d.id
      order by d.updated_at, d.id
      limit 1000`)),
  ]
}
