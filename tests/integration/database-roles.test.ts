import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseRoles } from '#app/commands/database.ts'
import { databaseUrl } from '#app/env.server.ts'
import { verifyAudit } from '#app/modules/audit/verify-audit.server.ts'
import { mayChangeRecord } from '#app/modules/audit/check-health.server.ts'
import { connect } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

const some = randomBytes(4).toString('hex')
let w: World
let owner: ReturnType<typeof connect>
let web: ReturnType<typeof connect>

beforeAll(async () => {
  w = await plantWorld()
  const lines = await databaseRoles(databaseUrl(), { owner: `owner_${some}`, web: `web_${some}` })
  const [ownerUrl, webUrl] = lines.map((line) => line.replace(/^\w+=/, ''))
  expect(lines.map((line) => /^\w+=postgres:\/\/\w+:/.exec(line)![0])).toEqual([
    `DATABASE_OWNER_URL=postgres://owner_${some}:`,
    `DATABASE_URL=postgres://web_${some}:`,
  ])
  owner = connect(ownerUrl!, { max: 2 })
  web = connect(webUrl!, { max: 2 })
})
afterAll(async () => {
  await owner.close()
  await web.close()
})

/** Done, or the SQLSTATE of the refusal; nothing stays. */
async function asked(sql: postgres.Sql, statement: string): Promise<string> {
  const undone = new Error('undone')
  return sql
    .begin(async (tx) => {
      await tx.unsafe(statement)
      await tx.unsafe('set constraints all immediate')
      throw undone
    })
    .then(
      () => 'done',
      (error: { code?: string }) => (error === undone ? 'done' : error.code!),
    )
}
const noRight = '42501'

describe('the web process', () => {
  it.each([
    `update audit_events set details = '{}'`,
    `delete from audit_events`,
    `truncate audit_events cascade`,
    `alter table audit_events disable trigger all`,
    `drop trigger audit_events_append_only on audit_events`,
    `create or replace function append_only() returns trigger language plpgsql as 'begin return new; end'`,
    `set session_replication_role = 'replica'`,
    `set local chungkhao.lawful_erasure = 'on'; update audit_events set details = '{}'`,
    `set local chungkhao.lawful_erasure = 'on'; delete from audit_events`,
    `insert into audit_links (seq, event_id, hash) values (999999, 1, repeat('0', 64))`,
    `update audit_links set hash = repeat('0', 64)`,
    `delete from audit_links`,
    `select add_audit_link(e) from audit_events e`,
    `create temp table t (id int); create trigger t after insert on t for each row execute function link_audit_event()`,
    `update audit_origins set device = ''`,
    `delete from audit_origins`,
    `update score_events set points = '{}'`,
    `delete from score_events`,
    `truncate score_events`,
    `delete from publications`,
    `drop table audit_events cascade`,
    `alter table audit_events owner to web_${some}`,
    `create table mine (id int)`,
    `grant update on audit_events to web_${some}`,
    `set role owner_${some}`,
  ])('may not: %s', async (statement) => {
    const answer = await asked(web.sql, statement)
    // A grant by who holds no right to give is only a warning; what it was for stays refused.
    if (statement.startsWith('grant'))
      expect(await asked(web.sql, `${statement}; update audit_events set details = '{}'`)).toBe(noRight)
    else expect(answer).toBe(noRight)
  })

  it('reads and adds to the record, and the chain goes on', async () => {
    const before = await verifyAudit()
    await web.sql`insert into audit_events (kind, subject_id) values ('entry.created', 'ent_web')`
    const after = await verifyAudit(web.db)
    expect([before.ok, after.ok, after.rows]).toEqual([true, true, before.rows + 1])
  })

  it('writes every other table, queues jobs and looks after them', async () => {
    const tables = await owner.sql<{ name: string; column: string }[]>`
      select c.relname as name, min(a.attname) as column
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname not in ('audit_events', 'audit_links', 'audit_origins', 'score_events', 'publications')
      group by c.relname`
    expect(tables.length).toBeGreaterThan(50)
    for (const { name, column } of tables)
      for (const statement of [
        `select * from "${name}" limit 1`,
        `update "${name}" set "${column}" = "${column}" where false`,
        `delete from "${name}" where false`,
      ])
        expect([name, await asked(web.sql, statement)]).toEqual([name, 'done'])
    const job = `select graphile_worker.add_job('due-letters', '{}'::json, max_attempts := 8)`
    expect(await asked(web.sql, job)).toBe('done')
    const seen = `do $$ begin
      perform graphile_worker.add_job('due-letters', '{}'::json);
      assert (select count(*) from graphile_worker._private_jobs) > 0, 'jobs are hidden';
    end $$`
    expect(await asked(web.sql, seen)).toBe('done')
  })
})

it('the owner may what the law asks for, and brings tables up to date that the web may then use', async () => {
  const erase = `set local chungkhao.lawful_erasure = 'on'; delete from audit_events`
  expect(await asked(owner.sql, erase)).toBe('done')
  await owner.sql.unsafe('create table newcomers (id int)')
  expect(await asked(web.sql, 'insert into newcomers values (1)')).toBe(noRight)
  const url = new URL(databaseUrl())
  url.username = `owner_${some}`
  url.password = (owner.sql.options.pass as unknown as string) ?? ''
  await migrateDatabase(url.href)
  expect(await asked(web.sql, 'insert into newcomers values (1)')).toBe('done')
  await owner.sql.unsafe('drop table newcomers')
  expect(w.judged.id).toBeTruthy()
})

it('a portal with one role is told so; names that are none and a role without the right are refused', async () => {
  expect(await mayChangeRecord()).toBe(true)
  const url = new URL(databaseUrl())
  await expect(databaseRoles(url.href, { owner: 'a"b' })).rejects.toThrow('--owner')
  await expect(databaseRoles(url.href, { owner: 'same', web: 'same' })).rejects.toThrow('--web')
  url.username = `web_${some}`
  url.password = web.sql.options.pass as unknown as string
  await expect(databaseRoles(url.href, {})).rejects.toThrow('superuser')
})
