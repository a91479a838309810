import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { auditPage } from '#app/modules/accounts/audit-trail.server.ts'
import { recordEvent } from '#app/modules/audit/record-event.server.ts'
import { auditEvents } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

/** Past the trigger that keeps the record: how its pages end can only be seen where it begins. */
const emptyRecord = () =>
  database().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.delete(auditEvents)
  })

it('shows the record in pages of a hundred, the newest first, with names', async () => {
  const actor = await makeActor('admin', {}, 'Người Quản Trị')
  const record = (number: number, actorId: string | null) =>
    database().transaction((tx) =>
      recordEvent(tx, { actorId, kind: 'account.changed', subjectId: `usr_${number}` }),
    )
  await emptyRecord()
  for (let number = 1; number <= 100; number++) await record(number, null)
  expect((await auditPage()).next).toBeNull()
  await record(101, actor.userId)
  const newest = await auditPage()
  expect(newest.events.map(({ subjectId }) => subjectId)).toEqual(
    Array.from({ length: 100 }, (_, index) => `usr_${101 - index}`),
  )
  expect(newest.events[0]).toEqual({
    id: expect.any(Number),
    at: expect.any(Date),
    kind: 'account.changed',
    subjectId: 'usr_101',
    actor: 'Người Quản Trị',
  })
  expect(newest.events[1]!.actor).toBeNull()
  expect(newest.next).toBe(String(newest.events[99]!.id))
  const rest = await auditPage(Number(newest.next))
  expect([rest.events.map(({ subjectId }) => subjectId), rest.next]).toEqual([['usr_1'], null])
})
