import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { cancelExport, retryExport } from '#app/modules/exports/request-export.server.ts'
import { confirmBulk } from '#app/modules/outreach/bulk-entries.server.ts'
import { rankWorks } from '#app/modules/outreach/endorse.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { runCampaign, startCampaign } from '#app/modules/outreach/run-campaign.server.ts'
import { setTargets } from '#app/modules/participation/set-targets.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  auditEvents,
  behalfEntries,
  bulkEntries,
  campaignMails,
  campaigns,
  editions,
  entries,
  exports,
  participationTargets,
} from '#db/schema/index.ts'
import { bulkWork } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { race } from '#tests/support/race.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const eventsOf = (kind: string) => database().select().from(auditEvents).where(eq(auditEvents.kind, kind))

describe('a ranking', () => {
  const rank = () => rankWorks(w.actors.coordinator, w.open.id, w.province, [w.submitted.id])

  it('is refused when the edition drops endorsement meanwhile', async () => {
    const dropped = sql`update ${editions} set endorsement = false where id = ${w.open.id}`
    expect(await race(dropped, [rank])).toEqual([null])
  })

  it('is refused when a work goes to another province meanwhile', async () => {
    const gone = sql`update ${entries} set province_code = '01' where id = ${w.submitted.id}`
    expect(await race(gone, [rank])).toEqual([refuse('form.error.invalid')])
  })
})

it('a worksheet is refused when the edition closes meanwhile', async () => {
  const work = bulkWork('Bài', w.open.categories[0]!.id)
  const rows = JSON.stringify([{ row: 2, title: 'Bài', work, wrong: [] }])
  await run(sql`update ${bulkEntries} set rows = ${rows}::jsonb where id = ${w.bulk.id}`)
  const closing = sql`update ${editions} set opens_at = 'epoch', closes_at = now() - interval '9 days' where id = ${w.open.id}`
  expect(await race(closing, [() => confirmBulk(w.actors.coordinator, w.bulk.id)])).toEqual([
    refuse('follow.bulk.error.lateRow', { row: 2 }),
  ])
})

it('an author who takes the work over meanwhile is not written to again', async () => {
  const taken = sql`update ${behalfEntries} set confirmed_at = now() where entry_id = ${w.behalf.id}`
  const again = () => resendToAuthor(w.actors.coordinator, w.behalf.id, 'moi@thu.vn')
  expect(await race(taken, [again])).toEqual([null])
})

describe('a campaign', () => {
  it('is started as it stands', async () => {
    const reworded = sql`update ${campaigns} set subject = 'Lời mới' where id = ${w.campaign.id}`
    const [started] = await race(reworded, [() => startCampaign(w.actors.organizer, w.campaign.id)])
    expect(started).toEqual({ runId: expect.any(String) })
    expect((await eventsOf('participation.campaign')).map((event) => event.details)).toMatchObject([
      { subject: 'Lời mới' },
    ])
  })

  it('that runs twice at once writes to each once', async () => {
    const { runId } = (await startCampaign(w.actors.organizer, w.campaign.id))!
    const held = sql`select id from ${campaigns} where id = ${w.campaign.id} for update`
    const again = () => runCampaign(runId)
    expect(await race(held, [again, again])).toEqual([undefined, undefined])
    const written = await database().select({ userId: campaignMails.userId }).from(campaignMails)
    expect(written.map((row) => row.userId).sort()).toEqual(
      [w.actors.coordinator.userId, w.actors.coordinatorElsewhere.userId].sort(),
    )
  })
})

describe('an export', () => {
  const stateOf = async (id: string) =>
    (await database().select().from(exports).where(eq(exports.id, id)))[0]!.state

  it('that is done meanwhile is not cancelled', async () => {
    const done = sql`update ${exports} set state = 'done' where id = ${w.queued.id}`
    const cancel = () => cancelExport(w.actors.organizer, w.queued.id)
    expect(await race(done, [cancel])).toEqual([{ done: true }])
    expect([await stateOf(w.queued.id), await eventsOf('export.cancelled')]).toEqual(['done', []])
  })

  it('that failed is made anew once', async () => {
    const held = sql`select id from ${exports} where id = ${w.failed.id} for update`
    const retry = () => retryExport(w.actors.organizer, w.failed.id)
    await race(held, [retry, retry])
    expect((await eventsOf('export.requested')).length).toBe(1)
  })
})

it('targets set twice at once are those of one', async () => {
  const held = sql`select id from ${editions} where id = ${w.open.id} for update`
  const ask = (code: string) => () => setTargets(w.actors.organizer, w.open.id, new Map([[code, 5]]))
  await race(held, [ask('56'), ask('01')])
  expect((await database().select().from(participationTargets)).length).toBe(1)
})
