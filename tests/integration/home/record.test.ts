import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { afterEvent, recordFilterIn } from '#app/http/record-filter.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { recordEvent } from '#app/modules/audit/record-event.server.ts'
import { thinOrigins } from '#app/modules/audit/thin-origins.server.ts'
import { verifyAudit } from '#app/modules/audit/verify-audit.server.ts'
import { recordFile } from '#app/modules/home/record-file.server.ts'
import { recordPage, recordQuery, type RecordFilter } from '#app/modules/home/record-page.server.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { auditEvents, auditOrigins, sessions } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { sized } from '#tests/support/size.ts'

const none: RecordFilter = { person: null, kind: null, subject: null, day: null }
let admin: Actor
let other: Actor
const record = (actorId: string | null, subjectId: string, more = {}) =>
  database().transaction((tx) => recordEvent(tx, { actorId, kind: 'account.changed', subjectId, ...more }))

beforeAll(async () => {
  admin = await makeActor('admin', {}, 'Người Quản Trị')
  other = await makeActor('reporter', {}, 'Người Được Sửa')
  for (let index = 0; index < 210; index++)
    await record(index % 2 ? admin.userId : null, index % 3 ? other.userId : `inv_${index}`)
  await record(null, 'sign-in', {
    kind: 'account.signInFailed',
    outcome: 'refused',
    from: { name: 'la@thu.vn', address: '127.9.9.9', agent: 'Trình duyệt lạ' },
  })
})

async function everything(filter: RecordFilter) {
  const found: Awaited<ReturnType<typeof recordPage>>['events'] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof recordPage>> = await recordPage(filter, afterEvent(after))
    found.push(...page.events)
    after = page.next
  } while (after)
  return found
}

describe('the page of the record', () => {
  it('goes through all of it, each event once, the newest first, with names', async () => {
    const events = await everything(none)
    expect(events.length).toBe(await database().$count(auditEvents))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const later = (a: (typeof events)[0], b: (typeof events)[0]) =>
      b.at.getTime() - a.at.getTime() || b.id - a.id
    expect(events).toEqual([...events].sort(later))
    expect(events[0]).toMatchObject({
      kind: 'account.signInFailed',
      outcome: 'refused',
      actor: null,
      name: 'la@thu.vn',
      address: '127.9.9.9',
      device: 'Trình duyệt lạ',
    })
    const named = events.find(({ subjectId, actorId }) => subjectId === other.userId && actorId)!
    expect(named).toMatchObject({ actor: 'Người Quản Trị', subject: { name: 'Người Được Sửa' } })
  })

  it('is filtered by person, kind, subject and day', async () => {
    const count = async (filter: Partial<RecordFilter>) => (await everything({ ...none, ...filter })).length
    const today = localDay(new Date())
    expect([
      await count({ person: admin.userId }),
      await count({ kind: 'account.signInFailed' }),
      await count({ subject: other.userId }),
      await count({ person: admin.userId, subject: other.userId }),
      await count({ day: '2020-02-29' }),
    ]).toEqual([105, 1, 140, 70, 0])
    expect(
      (await count({ day: today })) + (await count({ day: localDay(new Date(Date.now() - 864e5)) })),
    ).toBe(211)
  })

  it('takes of an address only what it knows', () => {
    const read = (text: string) => recordFilterIn(new URLSearchParams(text))
    expect(read('person=usr_1&kind=mail.read&subject=ent_2&day=2027-01-31')).toEqual({
      person: 'usr_1',
      kind: 'mail.read',
      subject: 'ent_2',
      day: '2027-01-31',
    })
    expect(read("person=' or 1&kind=x&subject=&day=2027-02-31")).toEqual(none)
    for (const bad of [
      null,
      '',
      'x',
      '2027-01-01T00:00:00.000Z',
      '2027-99-01T00:00:00.000Z|1',
      '2027-01-01T00:00:00.000Z|x',
    ])
      expect(afterEvent(bad)).toBeNull()
  })
})

it('the record as a file says the same, in both formats, and stands on the record with where it was asked from', async () => {
  await startSession(admin.userId, { agent: 'Máy của quản trị', address: '127.0.0.7' })
  const [own] = await database().select().from(sessions).where(eq(sessions.userId, admin.userId))
  const asked = { ...admin, sessionId: own!.id }
  const csv = (await recordFile(asked, { ...none, kind: 'account.signInFailed' }, 'csv'))!.body.toString()
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  for (const said of ['la@thu.vn', 'Đăng nhập không thành công', 'Bị từ chối', '127.9.9.9 · Trình duyệt lạ'])
    expect(csv).toContain(said)
  expect((await recordFile(asked, none, 'xlsx'))!.body.subarray(0, 2).toString()).toBe('PK')
  expect(await recordFile(other, none, 'csv')).toBeNull()
  const [newest] = await recordQuery({ ...none, kind: 'audit.exported' }, null, 1)
  expect(newest).toMatchObject({ actorId: admin.userId, address: '127.0.0.7', device: 'Máy của quản trị' })
})

it('names, addresses and devices are gone after ninety days, and the chain holds', async () => {
  const before = await verifyAudit()
  await database()
    .update(auditOrigins)
    .set({ createdAt: sql`now() - interval '90 days' + interval '1 minute'` })
  await thinOrigins()
  expect(await database().$count(auditOrigins)).toBeGreaterThan(0)
  await database()
    .update(auditOrigins)
    .set({ createdAt: sql`now() - interval '90 days 1 second'` })
  await thinOrigins()
  expect(await database().$count(auditOrigins)).toBe(0)
  const [event] = await recordQuery({ ...none, kind: 'account.signInFailed' }, null, 1)
  expect(event).toMatchObject({ name: null, address: null, device: null, outcome: 'refused' })
  expect(await verifyAudit()).toEqual(before)
  expect([before.broken, before.astray]).toEqual([null, []])
})

/** Of two filters that meet nowhere it reads what the narrower one finds: 3,333 events of a million here. */
it('each filter reads little of a large record', async () => {
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = 'replica'`)
    await tx.execute(sql`
      insert into ${auditEvents} (at, actor_id, kind, subject_id)
      select now() - n * interval '1 minute', 'usr_' || n % 300, 'kind.k' || chr(97 + n % 20), 'ent_' || n % 9000
      from generate_series(1, ${sized(30_000, 1_000_000)}) n`)
  })
  await database().execute(sql`analyze ${auditEvents}`)
  const filters: Partial<RecordFilter>[] = [
    {},
    { person: 'usr_7' },
    { kind: 'kind.kc' as never },
    { subject: 'ent_77' },
    { day: localDay(new Date(Date.now() - 10 * 864e5)) },
    { person: 'usr_7', kind: 'kind.kc' as never },
  ]
  for (const filter of filters)
    for (const after of [null, { at: new Date(Date.now() - 9 * 864e5), id: 1 }]) {
      const query = recordQuery({ ...none, ...filter }, after, 101).getSQL()
      const [plan] = await database().execute<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        sql`explain (analyze, buffers, format json) ${query}`,
      )
      const { Plan } = plan!['QUERY PLAN'][0]!
      expect([filter, after, nodesOf(Plan).filter(readsWhole)]).toEqual([filter, after, []])
      expect(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']).toBeLessThan(4000)
    }
})
type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
const readsWhole = (plan: Plan) =>
  plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'audit_events'
