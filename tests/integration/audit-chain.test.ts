import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { recordEvent } from '#app/modules/audit/record-event.server.ts'
import { verifyAudit } from '#app/modules/audit/verify-audit.server.ts'
import { auditEvents, auditLinks } from '#db/schema/index.ts'

const whole = { ok: true, broken: null, unlinked: [], astray: [] }
const record = (subjectId: string, more: Partial<Parameters<typeof recordEvent>[1]> = {}) =>
  database().transaction((tx) =>
    recordEvent(tx, { actorId: null, kind: 'entry.created', subjectId, ...more }),
  )

beforeAll(async () => {
  for (const index of [1, 2, 3]) await record(`ent_${index}`, { details: { index, chữ: 'đ "\\ \n' } })
})

it('links what the database wrote as the rules read it, whatever stands in it', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !one.includes('\0'))
  const someEvent = fc.record({
    actorId: fc.option(text),
    subjectId: text,
    editionId: fc.option(text),
    details: fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.constant(null)),
      { noNullPrototype: true },
    ),
    outcome: fc.constantFrom('done' as const, 'refused' as const),
    from: fc.option(fc.record({ name: text, address: text, agent: text }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(someEvent, async (event) => record(event.subjectId, event)),
    { numRuns: 60 },
  )
  const found = await verifyAudit()
  expect(found).toMatchObject(whole)
  expect(found.rows).toBe(await database().$count(auditEvents))
})

it('two that commit at once follow one another, and what is rolled back leaves no gap', async () => {
  const before = (await verifyAudit()).rows
  const many = Array.from({ length: 24 }, (_, index) =>
    database()
      .transaction(async (tx) => {
        await recordEvent(tx, { actorId: null, kind: 'entry.created', subjectId: `ent_many_${index}` })
        if (index % 4 === 0) throw new Error('no')
        await recordEvent(tx, { actorId: null, kind: 'entry.submitted', subjectId: `ent_many_${index}` })
      })
      .catch(() => {}),
  )
  await Promise.all(many)
  expect(await verifyAudit()).toMatchObject({ ...whole, rows: before + 36 })
})

it('holds the lock of the chain only while it commits', async () => {
  await database().transaction(async (tx) => {
    await recordEvent(tx, { actorId: null, kind: 'entry.created', subjectId: 'ent_open' })
    const [held] = await tx.execute<{ free: boolean }>(sql`
      select not exists (select from pg_locks where locktype = 'advisory' and objid = 20261127 and granted) as free`)
    expect(held!.free).toBe(true)
  })
})

/** Does it as nobody may, looks, and takes it back. */
async function tampered(...statements: string[]) {
  const told = new Error('taken back')
  let found: Awaited<ReturnType<typeof verifyAudit>> | undefined
  await database()
    .transaction(async (tx) => {
      await tx.execute(sql.raw(`set local session_replication_role = 'replica'`))
      for (const statement of statements) await tx.execute(sql.raw(statement))
      found = await verifyAudit(tx)
      throw told
    })
    .catch((error: unknown) => {
      if (error !== told) throw error
    })
  return found!
}
const second = `(select event_id from audit_links where seq = 2)`

it.each<[string, string[], object]>([
  ['details', [`update audit_events set details = '{}' where id = ${second}`], { seq: 2, what: 'changed' }],
  [
    'an outcome',
    [`update audit_events set outcome = 'refused' where id = ${second}`],
    { seq: 2, what: 'changed' },
  ],
  [
    'who did it',
    [`update audit_events set actor_id = 'usr_x' where id = ${second}`],
    { seq: 2, what: 'changed' },
  ],
  [
    'a moment, by a millisecond',
    [`update audit_events set at = at + interval '1 millisecond' where id = ${second}`],
    { seq: 2, what: 'changed' },
  ],
  [
    'an event taken out with its link',
    [`delete from audit_events where id = ${second}`, `delete from audit_links where seq = 2`],
    { seq: 2, what: 'missing' },
  ],
  [
    'two that changed places',
    [
      `create temp table turned on commit drop as
        select 5 - seq as seq, event_id, hash from audit_links where seq in (2, 3)`,
      `delete from audit_links where seq in (2, 3)`,
      `insert into audit_links select * from turned`,
    ],
    { seq: 2, what: 'changed' },
  ],
])('finds %s changed', async (_what, statements, broken) => {
  expect(await tampered(...statements)).toMatchObject({ ok: false, broken })
})

it('finds an event that was written past the chain, and a device that was changed', async () => {
  const beside = `insert into audit_events (kind, subject_id) values ('entry.created', 'ent_beside')`
  const past = await tampered(beside)
  expect([past.ok, past.unlinked.length]).toEqual([false, 1])
  const device = await tampered(`update audit_origins set device = device || '?'`)
  expect([device.ok, device.astray.length > 0]).toEqual([false, true])
  expect(await tampered('delete from audit_origins')).toMatchObject(whole)
})

it('nobody changes, takes out or adds a link', async () => {
  const refused = async (statement: string) =>
    database()
      .execute(sql.raw(statement))
      .then(
        () => 'done',
        (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
      )
  expect([
    await refused(`update audit_links set hash = hash`),
    await refused(`delete from audit_links`),
    await refused(`truncate audit_links`),
  ]).toEqual(['audit_links_append_only', 'audit_links_append_only', 'audit_links_append_only'])
})

it('chains rows of before the chain in the order they were written', async () => {
  const { readFileSync } = await import('node:fs')
  const chaining = readFileSync('db/migrations/0100_audit_chained.sql', 'utf8')
    .split('--> statement-breakpoint')
    .find((statement) => statement.includes('DO $$'))!
  const { connect } = await import('#db/client.ts')
  const { databaseUrl } = await import('#app/env.server.ts')
  const { sql: root, close } = connect(databaseUrl(), { max: 1 })
  const begun = await database().$count(auditEvents)
  await root.unsafe(`set session_replication_role = 'replica'`)
  await root.unsafe(
    `insert into audit_events (kind, subject_id) select 'entry.created', 'ent_' || n from generate_series(1, 2500) n`,
  )
  await root.unsafe(`set session_replication_role = 'origin'`)
  expect((await verifyAudit()).unlinked.length).toBe(100)
  await root.unsafe(chaining)
  await root.unsafe(chaining)
  await close()
  expect(await verifyAudit()).toMatchObject({ ...whole, rows: begun + 2500 })
  expect(await database().$count(auditLinks)).toBe(begun + 2500)
})
