import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'

/** Who wrote a row, and the units behind frame and code: nobody asks for the rows of one of these. */
const notFollowed = [
  'assignment_plans (created_by)',
  'ballot_voters (judge_id)',
  'behalf_entries (entered_by)',
  'bulk_entries (frame, code)',
  'bulk_entries (uploaded_by)',
  'campaign_mails (frame, code)',
  'campaign_mails (user_id)',
  'campaign_runs (started_by)',
  'campaigns (created_by)',
  'conflict_declarations (judge_id)',
  'conflicts (imposed_by)',
  'conflicts (judge_id)',
  'endorsement_quotas (frame, code)',
  'endorsements (frame, code)',
  'endorsements (ranked_by)',
  // asked for within an edition: entries_place begins with it
  'entries (province_frame, province_code)',
  'export_presets (created_by)',
  'invitations (invited_by)',
  'invitations (province_frame, province_code)',
  'invitees (frame, code)',
  'invitees (invited_by)',
  'launch_wordings (frame, code)',
  'launch_wordings (written_by)',
  'minutes (created_by)',
  'outcomes (decided_by)',
  'panels (signed_off_by)',
  'participation_targets (frame, code)',
  'past_participation (frame, code)',
  'reading_counts (judge_id)',
  'reminders (sent_by)',
  'reports (created_by)',
  'reports (frame)',
  'reports (frame, code)',
  'second_looks (asked_by)',
  'user_roles (province_frame, province_code)',
]

it('has an index on every foreign key that is followed', async () => {
  const without = await database().execute<{ key: string }>(sql`
    select format('%s (%s)', k.conrelid::regclass, string_agg(a.attname, ', ' order by a.attnum)) as key
    from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
      select 1 from pg_index i
      where i.indrelid = k.conrelid and i.indisvalid and i.indkey[0] = any(k.conkey))
    group by k.oid, k.conrelid
    order by 1`)
  expect(without.map(({ key }) => key)).toEqual(notFollowed)
})

it('has no table that nothing but its own key defends', async () => {
  const bare = await database().execute<{ name: string }>(sql`
    select t.oid::regclass::text as name
    from pg_class t
    where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype in ('c', 'f', 'u', 'x'))
    order by 1`)
  expect(bare).toEqual([])
})

it('checks every number that is no key', async () => {
  const unchecked = await database().execute<{ name: string }>(sql`
    select format('%s.%s', t.oid::regclass, a.attname) as name
    from pg_class t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
      and a.atttypid in ('int4'::regtype, 'int8'::regtype, 'float4'::regtype, 'float8'::regtype, 'numeric'::regtype)
      and not exists (
        select 1 from pg_constraint k where k.conrelid = t.oid and k.contype in ('c', 'f', 'p') and a.attnum = any (k.conkey))
    order by 1`)
  expect(unchecked.map(({ name }) => name)).toEqual([])
})
