import { sql } from 'drizzle-orm'
import { newId } from '#db/ids.ts'
import type { Transaction } from '#db/client.ts'
import { userRoles } from '#db/schema/accounts.ts'
import type { RoleName } from '../actor/actor.ts'

/** A role, where it holds and while: without `since` from now on, without `until` as long as its edition says. */
export type HeldRole = {
  role: RoleName
  editionId?: string | null
  allEditions?: boolean
  provinceFrame?: string | null
  provinceCode?: string | null
  since?: Date | null
  until?: Date | null
  endsWith?: string | null
}

/** Gives a role; one that was held there before, over or not, holds as it is said now. Answers the id of the role. */
export async function holdRole(tx: Transaction, userId: string, held: HeldRole): Promise<string> {
  const at = (moment: Date | null | undefined) => moment?.toISOString() ?? null
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into ${userRoles}
      (id, user_id, role, edition_id, all_editions, province_frame, province_code, since, until, ends_with)
    values (${newId('role')}, ${userId}, ${held.role}, ${held.editionId ?? null}, ${held.allEditions ?? false},
      ${held.provinceFrame ?? null}, ${held.provinceCode ?? null},
      coalesce(${at(held.since)}::timestamptz, now()), ${at(held.until)}::timestamptz, ${held.endsWith ?? null})
    on conflict (user_id, role, coalesce(edition_id, ''), coalesce(province_frame, ''), coalesce(province_code, ''))
    do update set since = excluded.since, until = excluded.until, ends_with = excluded.ends_with
    returning id`)
  return row!.id
}
