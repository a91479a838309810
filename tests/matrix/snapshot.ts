import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { forgetProvinceHistory } from '#app/modules/provinces/history.server.ts'

/**
 * Keeps every row of the award as it is now beside it, and writes down from now on which tables are touched. A try that is
 * counted (`rate_limits`) changes nothing of the award, nor does what is written of a change (`conflict_changes`).
 */
export async function keepWorld() {
  await database().execute(sql`
    do $$ declare one text; begin
      drop schema if exists kept cascade;
      create schema kept;
      create table kept.touched (name text);
      create function kept.touch() returns trigger language plpgsql as
        'begin insert into kept.touched values (tg_table_name); return null; end';
      for one in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create table kept.%I as table public.%I', 'w_' || one, one);
        continue when one in ('rate_limits', 'conflict_changes');
        execute format(
          'create trigger touched after insert or update or delete on public.%I for each row execute function kept.touch()',
          one);
      end loop;
    end $$`)
}

/**
 * Puts the rows of every touched table back, says so to who remembers conflicts, and forgets what this process remembers. Keys are not checked on the
 * way: what was kept was whole.
 */
export async function restoreWorld() {
  await database().execute(sql`
    do $$ declare one text; begin
      insert into conflict_changes default values on conflict do nothing;
      set local session_replication_role = replica;
      for one in select distinct name from kept.touched loop
        execute format('delete from public.%I', one);
        execute format('insert into public.%I select * from kept.%I', one, 'w_' || one);
      end loop;
      delete from kept.touched;
    end $$`)
  forgetProvinceHistory()
}

/** The tables touched since the world was put back or this was asked last, by name. */
export async function touchedTables(): Promise<string[]> {
  const rows = await database().execute<{ name: string }>(
    sql`select distinct name from kept.touched order by name`,
  )
  return rows.map((row) => row.name)
}
