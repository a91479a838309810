import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { sayDeadline } from '#app/i18n/say-moment.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import type { CampaignCondition } from '#app/modules/outreach/campaign.ts'
import { campaignRecipients, dispatchRows } from '#app/modules/outreach/campaign-recipients.server.ts'
import { campaignsOf, campaignWhole } from '#app/modules/outreach/campaigns.server.ts'
import {
  createCampaign,
  runCampaign,
  startCampaign,
  startDueCampaigns,
} from '#app/modules/outreach/run-campaign.server.ts'
import { setTargets } from '#app/modules/participation/set-targets.server.ts'
import { splitProvince } from '#app/modules/provinces/change-provinces.server.ts'
import { forgetProvinceHistory } from '#app/modules/provinces/history.server.ts'
import {
  auditEvents,
  campaignRuns,
  campaigns,
  editions,
  mailMessages,
  mailPreferences,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const hour = 3600_000
const unit = (code: string, frame = '2025') => ({ provinceFrame: frame, provinceCode: code })

/**
 * Coordinators of Cao Bằng (nothing sent), Hà Nội and Huế by one hand, Khánh Hòa by two, one of them since before the
 * merger; targets for three of them, drafts in two.
 */
let edition: MadeEdition
let organizer: Actor
const who = {} as Record<'bang' | 'both' | 'hoa' | 'old' | 'gone', Actor>

beforeAll(async () => {
  organizer = await makeActor('organizer', {}, 'Ban Tổ Chức')
  edition = await makeEdition({ number: 81 })
  const other = await makeEdition({ number: 82 })
  who.bang = await makeActor('coordinator', unit('04'), 'Bằng')
  who.both = await makeActor('coordinator', unit('01'), 'Nội và Huế')
  who.hoa = await makeActor('coordinator', unit('56'), 'Hòa')
  who.old = await makeActor('coordinator', unit('58', '2004'), 'Thuận')
  who.gone = await makeActor('coordinator', unit('56'), 'Đã Nghỉ')
  await database()
    .insert(userRoles)
    .values({ userId: who.both.userId, role: 'coordinator', ...unit('46') })
  await database().insert(userRoles).values({ userId: who.hoa.userId, role: 'reporter' })
  await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, who.gone.userId))
  await database().update(users).set({ phone: '0900', locale: 'en' }).where(eq(users.id, who.bang.userId))
  const author = await makeActor()
  await makeSubmitted(author, edition, 1, unit('01'))
  await makeSubmitted(author, edition, 2, unit('56'))
  await makeSubmitted(author, edition, 3, unit('58', '2004'))
  await makeSubmitted(author, other, 4, unit('04'))
  await makeEntry(author, edition, unit('56', '2004'))
  await makeEntry(author, edition, unit('56'))
  await makeEntry(author, edition, unit('46'))
  await makeEntry(author, edition, { ownPlace: '', provinceFrame: null, provinceCode: null })
  await makeEntry(author, other, unit('04'))
  await setTargets(
    organizer,
    edition.id,
    new Map([
      ['01', 1],
      ['46', 2],
      ['56', 3],
      ['08', 5],
    ]),
  )
  await keepWorld()
})
beforeEach(async () => {
  await restoreWorld()
  await database().execute(sql`delete from graphile_worker._private_jobs`)
  forgetProvinceHistory()
})

const standing = {
  '04': { province: 'Cao Bằng', received: 0, drafts: 0, target: null },
  '01': { province: 'Hà Nội', received: 1, drafts: 0, target: 1 },
  '46': { province: 'Huế', received: 0, drafts: 1, target: 2 },
  '56': { province: 'Khánh Hòa', received: 2, drafts: 2, target: 3 },
}
const row = (actor: Actor, code: keyof typeof standing, more: object = {}) => ({
  userId: actor.userId,
  name: actor.name,
  email: actor.email,
  phone: '',
  locale: 'vi',
  frame: '2025',
  code,
  ...standing[code],
  ...more,
})
const rows = () => ({
  bang: row(who.bang, '04', { phone: '0900', locale: 'en' }),
  noi: row(who.both, '01'),
  hue: row(who.both, '46'),
  hoa: row(who.hoa, '56'),
  old: row(who.old, '56'),
})

describe('a condition', () => {
  it.each<[CampaignCondition, (keyof ReturnType<typeof rows>)[]]>([
    ['all', ['noi', 'bang', 'hoa', 'old']],
    ['nothingSubmitted', ['bang', 'hue']],
    ['belowTarget', ['hue', 'hoa', 'old']],
    ['openDrafts', ['hue', 'hoa', 'old']],
  ])('%s names each coordinator once: %j', async (condition, named) => {
    const all = rows()
    expect((await campaignRecipients(edition.id, condition)).sort(byCode)).toEqual(
      named.map((name) => all[name]).sort(byCode),
    )
  })

  it.each<[CampaignCondition, number, (keyof ReturnType<typeof rows>)[]]>([
    ['all', 30, ['noi', 'bang', 'hue', 'hoa', 'old']],
    ['nothingSubmitted', 30, ['bang', 'hue']],
    ['belowTarget', 1, ['hue', 'hoa', 'old']],
    ['openDrafts', 0, ['hue', 'hoa', 'old']],
  ])('%s dispatches to %i provinces that nobody holds, and to %j', async (condition, unheld, named) => {
    const all = rows()
    const found = await dispatchRows(edition.id, condition)
    expect(found.filter((one) => one.name !== null).sort(byCode)).toEqual(
      named.map((name) => all[name]).sort(byCode),
    )
    expect(found.filter((one) => one.name === null).length).toBe(unheld)
    if (unheld > 0)
      expect(found.find((one) => one.code === '08')).toEqual({
        code: '08',
        province: 'Tuyên Quang',
        received: 0,
        target: 5,
        drafts: 0,
        name: null,
        email: '',
        phone: '',
      })
  })
})

const byCode = (a: { code: string; email: string }, b: { code: string; email: string }) =>
  a.code + a.email < b.code + b.email ? -1 : 1

const ask = {
  condition: 'nothingSubmitted' as const,
  subject: '{kỳ giải}, còn {số ngày}',
  body: '{họ tên} | {tỉnh} | {đã gửi} | {chỉ tiêu} | {hạn} | {đường dẫn}',
}
const bodiesTo = async (recipient: string) =>
  (await database().select().from(mailMessages).where(eq(mailMessages.recipient, recipient))).map(
    ({ subject, body }) => [subject, body.split('\n\n')[0]],
  )

describe('a campaign', () => {
  let campaignId: string
  let later: string

  beforeEach(async () => {
    ;({ campaignId } = (await createCampaign(organizer, edition.id, { ...ask, daysLeft: 7 }))!)
    await database()
      .update(campaigns)
      .set({ createdAt: sql`now() - interval '1 day'` })
      .where(eq(campaigns.id, campaignId))
    later = (await createCampaign(organizer, edition.id, { ...ask, condition: 'all' }))!.campaignId
    await database()
      .insert(mailPreferences)
      .values({ email: who.both.email, token: 'dung-81', stoppedAt: new Date() })
  })

  it('is kept as written until it is sent, in the list of its edition, the newest first', async () => {
    expect(await createCampaign(who.bang, edition.id, ask)).toBeNull()
    const listed = (id: string, more: object) => ({
      id,
      condition: 'nothingSubmitted',
      subject: ask.subject,
      daysLeft: null,
      createdAt: expect.any(Date),
      by: 'Ban Tổ Chức',
      written: 0,
      ...more,
    })
    expect(await campaignsOf(edition.id)).toEqual([
      listed(later, { condition: 'all' }),
      listed(campaignId, { daysLeft: 7 }),
    ])
    expect(await campaignsOf('edn_khac')).toEqual([])
    expect(await campaignWhole(edition.id, campaignId)).toEqual({
      campaign: expect.objectContaining({ id: campaignId, createdBy: organizer.userId }),
      mails: [],
      runs: [],
      unheld: 30,
      waiting: [
        { name: 'Bằng', province: 'Cao Bằng', received: 0 },
        { name: 'Nội và Huế', province: 'Huế', received: 0 },
      ],
    })
    const elsewhere = (await database().select().from(editions).where(eq(editions.number, 82)))[0]!
    expect(await campaignWhole(elsewhere.id, campaignId)).toBeNull()
    expect(await campaignWhole(edition.id, 'cmp_khac')).toBeNull()
  })

  it('is sent on the record by an organizer, each letter filled in in the language of whom it goes to', async () => {
    expect(await startCampaign(who.bang, campaignId)).toBeNull()
    expect(await startCampaign(organizer, 'cmp_khac')).toBeNull()
    const { runId } = (await startCampaign(organizer, campaignId))!
    const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
    expect(event).toMatchObject({
      actorId: organizer.userId,
      kind: 'participation.campaign',
      subjectId: campaignId,
      editionId: edition.id,
      details: { condition: ask.condition, subject: ask.subject, daysLeft: 7 },
    })
    const [job] = await database().execute(sql`
      select payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id and t.identifier = 'send-campaign'`)
    expect(job).toEqual({ payload: { runId } })
    await runCampaign('crn_khac')
    await runCampaign(runId)
    const closes = sayDeadline(edition.closesAt, pageTexts('en'))
    const link = `${environment().APP_ORIGIN}/province`
    expect(await bodiesTo(who.bang.email)).toEqual([
      ['LXXXI, còn 1', `Bằng | Cao Bằng | 0 | – | ${closes} | ${link}`],
    ])
    const [mail] = await database().select().from(mailMessages)
    expect(mail!.body).toContain(translator('en')('mail.signature'))
    expect(await bodiesTo(who.both.email)).toEqual([])
    expect(await campaignWhole(edition.id, campaignId)).toEqual({
      campaign: expect.anything(),
      mails: [
        {
          userId: who.bang.userId,
          name: 'Bằng',
          email: who.bang.email,
          code: '04',
          state: 'kept',
          fault: null,
          at: expect.anything(),
        },
      ],
      runs: [
        {
          id: runId,
          startedAt: expect.anything(),
          finishedAt: expect.anything(),
          by: 'Ban Tổ Chức',
          written: 1,
        },
      ],
      unheld: 30,
      waiting: [{ name: 'Nội và Huế', province: 'Huế', received: 0 }],
    })
    expect((await campaignsOf(edition.id)).map((one) => one.written)).toEqual([0, 1])
  })

  it('goes again to nobody who has had it, and to whom another campaign went', async () => {
    for (const _time of ['first', 'again'])
      await runCampaign((await startCampaign(organizer, campaignId))!.runId)
    expect((await bodiesTo(who.bang.email)).length).toBe(1)
    expect((await campaignWhole(edition.id, campaignId))!.runs.map((run) => run.written)).toEqual([0, 1])
    await runCampaign((await startCampaign(organizer, later))!.runId)
    const { mails, waiting } = (await campaignWhole(edition.id, later))!
    expect([mails.map((mail) => mail.name).sort(), waiting.map((one) => one.name)]).toEqual([
      ['Bằng', 'Hòa', 'Thuận'],
      ['Nội và Huế'],
    ])
    expect((await bodiesTo(who.hoa.email))[0]![1]).toMatch(/^Hòa \| Khánh Hòa \| 2 \| 3 \| /)
  })

  it.each([
    [-1, 0],
    [1, 1],
    [25, 1],
    [47, 1],
    [49, 2],
  ])('says with %i hours left that so many days are: %i', async (hours, days) => {
    const own = await makeEdition({ closesAt: new Date(Date.now() + hours * hour) })
    const made = (await createCampaign(organizer, own.id, ask))!
    await runCampaign((await startCampaign(organizer, made.campaignId))!.runId)
    const [last] = (await bodiesTo(who.bang.email)).slice(-1)
    expect(last![0]).toMatch(new RegExp(`, còn ${days}$`))
  })
})

describe('a campaign with a day', () => {
  const day = 24 * hour
  it.each([
    ['is not sent before it', 14 * day + hour, 14, 0],
    ['is sent from it on', 14 * day - hour, 14, 1],
    ['is sent until the close', hour, 14, 1],
    ['is not sent after the close', -hour, 14, 0],
    ['is not sent where it has none', hour, null, 0],
  ])('%s', async (_name, left, daysLeft, runs) => {
    const own = await makeEdition({ closesAt: new Date(Date.now() + left) })
    const { campaignId } = (await createCampaign(organizer, own.id, { ...ask, daysLeft }))!
    expect(await startDueCampaigns()).toBe(runs)
    expect(await startDueCampaigns()).toBe(0)
    const found = await database().select().from(campaignRuns).where(eq(campaignRuns.campaignId, campaignId))
    expect(found.map((run) => run.startedBy)).toEqual(Array(runs).fill(organizer.userId))
  })
})

it('goes to nobody of a province that has been split, until they hold one of its parts', async () => {
  const admin = await makeActor('admin')
  const split = { code: '56', newCode: '57', name: 'Ninh Thuận', kind: 'province' as const }
  await splitProvince(admin, { ...split, since: '2026-11-20', decision: 'Nghị quyết thử' })
  const names = (await campaignRecipients(edition.id, 'all')).map((one) => one.name)
  expect(names.sort()).toEqual(['Bằng', 'Nội và Huế'])
})
