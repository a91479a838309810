import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { campaignRecipients, dispatchRows } from '#app/modules/outreach/campaign-recipients.server.ts'
import { campaignWhole } from '#app/modules/outreach/campaigns.server.ts'
import {
  createCampaign,
  runCampaign,
  startCampaign,
  startDueCampaigns,
} from '#app/modules/outreach/run-campaign.server.ts'
import { setTargets } from '#app/modules/participation/set-targets.server.ts'
import { mailMessages, mailPreferences, userRoles, users } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted } from '#tests/factories/index.ts'
import { sized } from '#tests/support/size.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

/** A real SMTP server that takes its time over each mail. */
const received = new Map<string, number>()
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    stream.resume()
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo)
        received.set(address, (received.get(address) ?? 0) + 1)
      setTimeout(done, 2)
    })
  },
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
// Before the environment is read for the first time.
process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
// A killed worker cuts its connections.
server.on('error', () => {})
afterAll(() => new Promise<void>((done) => server.close(() => done())))

beforeAll(keepWorld)
beforeEach(restoreWorld)

it('goes to whom the condition names, once, and again only to whom it names since', async () => {
  const organizer = await makeActor('organizer')
  const edition = await makeEdition({ number: 81 })
  const of = (code: string) => makeActor('coordinator', { provinceFrame: '2025', provinceCode: code })
  const [silent, below, met, drafting] = [await of('04'), await of('08'), await of('11'), await of('12')]
  const author = await makeActor()
  await makeSubmitted(author, edition, 1, { provinceCode: '08' })
  await makeSubmitted(author, edition, 2, { provinceCode: '11' })
  await makeSubmitted(author, edition, 3, { provinceCode: '12' })
  await makeEntry(author, edition, { provinceFrame: '2004', provinceCode: '12' })
  await setTargets(
    organizer,
    edition.id,
    new Map([
      ['08', 2],
      ['11', 1],
    ]),
  )
  const whom = async (condition: Parameters<typeof campaignRecipients>[1]) =>
    (await campaignRecipients(edition.id, condition)).map((row) => row.userId)
  expect(await whom('all')).toEqual([silent, below, met, drafting].map((one) => one.userId))
  expect(await whom('nothingSubmitted')).toEqual([silent.userId])
  expect(await whom('belowTarget')).toEqual([below.userId])
  expect(await whom('openDrafts')).toEqual([drafting.userId])
  const dispatch = await dispatchRows(edition.id, 'nothingSubmitted')
  expect(dispatch.length).toBe(31)
  expect(dispatch.find((row) => row.code === '04')).toMatchObject({ name: silent.name, email: silent.email })
  expect(dispatch.find((row) => row.code === '56')).toMatchObject({ name: null, received: 0 })

  const ask = {
    condition: 'nothingSubmitted' as const,
    subject: 'Còn {số ngày} ngày',
    body: 'Gửi {họ tên} ở {tỉnh}: {đã gửi} tác phẩm.',
  }
  expect(await createCampaign(silent, edition.id, ask)).toBeNull()
  const { campaignId } = (await createCampaign(organizer, edition.id, ask))!
  expect(await startCampaign(silent, campaignId)).toBeNull()
  await runCampaign((await startCampaign(organizer, campaignId))!.runId)
  const late = await of('14')
  const second = (await startCampaign(organizer, campaignId))!
  await Promise.all([runCampaign(second.runId), runCampaign(second.runId)])
  const whole = (await campaignWhole(edition.id, campaignId))!
  expect(whole.mails.map((mail) => mail.userId)).toEqual([silent.userId, late.userId])
  expect(whole.runs.map((run) => run.written)).toEqual([1, 1])
  expect(whole.waiting).toEqual([])
  expect(await campaignWhole('edn_khac', campaignId)).toBeNull()
  const [mail] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, silent.email))
  expect(mail!.body).toContain(`Gửi ${silent.name} ở Cao Bằng: 0 tác phẩm.`)
  expect(mail!.subject).toBe('Còn 1 ngày')
  expect(mail!.stopLink).not.toBeNull()
})

it('goes out by itself on its day, once, while works are still taken', async () => {
  const organizer = await makeActor('organizer')
  const days = (count: number) => new Date(Date.now() + count * 86_400_000)
  const editions = [
    await makeEdition({ number: 83, closesAt: days(13.9) }),
    await makeEdition({ number: 84, closesAt: days(14.1) }),
    await makeEdition({ number: 85, closesAt: days(-0.1) }),
  ]
  const ask = {
    condition: 'nothingSubmitted' as const,
    subject: 'Nhắc',
    body: 'Còn {số ngày} ngày.',
    daysLeft: 14,
  }
  const made: string[] = []
  for (const edition of editions) made.push((await createCampaign(organizer, edition.id, ask))!.campaignId)
  const byHand = (await createCampaign(organizer, editions[0]!.id, { ...ask, daysLeft: null }))!.campaignId
  const runs = async (edition: (typeof editions)[number], id: string) =>
    (await campaignWhole(edition.id, id))!.runs.length
  expect(await startDueCampaigns()).toBe(1)
  expect(await startDueCampaigns()).toBe(0)
  expect(await Promise.all(editions.map((edition, index) => runs(edition, made[index]!)))).toEqual([1, 0, 0])
  expect(await runs(editions[0]!, byHand)).toBe(0)
})

const coordinators = sized(200, 1000)

function startWorker(): ChildProcess {
  return spawn(process.execPath, ['app/jobs/worker.ts'], {
    env: { ...process.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

const until = async (holds: () => boolean | Promise<boolean>, seconds: number) => {
  const end = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('waited too long')
    await new Promise((done) => setTimeout(done, 50))
  }
}

it(
  `reaches ${coordinators} coordinators though the worker is killed twice, and none of them twice`,
  { timeout: 180_000 },
  async () => {
    const organizer = await makeActor('organizer')
    const edition = await makeEdition({ number: 82 })
    await database().execute(sql`delete from user_roles where role = 'coordinator'`)
    await database().execute(sql`delete from graphile_worker._private_jobs`)
    const made = await database()
      .insert(users)
      .values(
        Array.from({ length: coordinators }, (_, index) => ({
          email: `dau-moi-${index}@thu.vn`,
          name: `Đầu Mối ${index}`,
          nameKey: `dau moi ${index}`,
        })),
      )
      .returning({ id: users.id, email: users.email })
    await database()
      .insert(userRoles)
      .values(
        made.map(({ id }) => ({
          userId: id,
          role: 'coordinator' as const,
          provinceFrame: '2025',
          provinceCode: '56',
        })),
      )
    await database()
      .insert(mailPreferences)
      .values({ email: made[7]!.email, token: 'dung-roi', stoppedAt: new Date() })
    const { campaignId } = (await createCampaign(organizer, edition.id, {
      condition: 'all',
      subject: 'Nhắc',
      body: 'Kính gửi {họ tên}',
    }))!
    await startCampaign(organizer, campaignId)
    const count = () => [...received.keys()].filter((to) => to.startsWith('dau-moi-')).length

    const written = async () =>
      (
        await database().execute<{ n: number }>(
          sql`select count(*)::int as n from campaign_mails where campaign_id = ${campaignId}`,
        )
      )[0]!.n
    for (const enough of [
      async () => (await written()) >= coordinators * 0.3,
      () => count() >= coordinators * 0.2,
    ]) {
      const worker = startWorker()
      await until(enough, 60)
      worker.kill('SIGKILL')
      await once(worker, 'exit')
    }
    expect(count()).toBeLessThan(coordinators - 1)
    const last = startWorker()
    await until(async () => {
      const [left] = await database().execute<{ n: number }>(sql`
      select count(*)::int as n from mail_messages where once and state in ('queued', 'sending') and recipient like 'dau-moi-%'`)
      return left!.n === 0 && (await written()) === coordinators - 1
    }, 120)
    last.kill('SIGTERM')
    await once(last, 'exit')

    const toEach = [...received].filter(([to]) => to.startsWith('dau-moi-'))
    expect(toEach.filter(([, times]) => times > 1)).toEqual([])
    expect(received.has(made[7]!.email)).toBe(false)
    // What was on its way when the worker died is named, and was not tried again.
    const states = await database().execute<{ state: string; n: number }>(sql`
    select state, count(*)::int as n from mail_messages where recipient like 'dau-moi-%' group by 1`)
    const of = (state: string) => states.find((row) => row.state === state)?.n ?? 0
    expect(of('sent') + of('uncertain')).toBe(coordinators - 1)
    expect(of('uncertain')).toBeLessThanOrEqual(8)
    expect(toEach.length).toBeGreaterThanOrEqual(of('sent'))
  },
)
