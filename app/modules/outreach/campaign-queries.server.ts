import { desc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { userRoles, users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { campaignMails, campaignRuns, campaigns } from '#db/schema/outreach.ts'
import { meets, type CampaignCondition, type ProvinceState } from './campaign.ts'
import { carry, frameOn, unitsOn } from '../provinces/history.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { participationOf } from '../participation/queries.server.ts'
import { targetsOf } from '../participation/set-targets.server.ts'

export type Recipient = ProvinceState & {
  userId: string
  name: string
  email: string
  phone: string
  locale: 'vi' | 'en'
  frame: string
  code: string
  province: string
}

type Standing = {
  /** every coordinator with the province held (as it is today) and what it has sent, by province */
  people: Recipient[]
  /** every province, held or not */
  provinces: { code: string; name: string; received: number }[]
  targets: Map<string, number>
}

async function standingOf(editionId: string): Promise<Standing> {
  const history = await provinceHistory()
  const frame = frameOn(history, today())
  const units = new Map(unitsOn(history, frame, today()).map((unit) => [unit.code, unit.name]))
  const [rows, whole, targets, drafts] = await Promise.all([
    database().execute<Omit<Recipient, keyof ProvinceState | 'province'>>(sql`
      select u.id as "userId", u.name, u.email, coalesce(u.phone, '') as phone, u.locale, r.province_frame as frame, r.province_code as code
      from ${userRoles} r join ${users} u on u.id = r.user_id where r.role = 'coordinator' and u.disabled_at is null order by r.province_code, u.name, u.id`),
    participationOf(editionId, frame),
    targetsOf(editionId),
    draftsByUnit(editionId),
  ])
  const received = new Map(whole.rows.map((row) => [row.code, row.received]))
  const people = rows.flatMap((row) => {
    const code = carry(history, row, frame)
    if (code === null || !units.has(code)) return []
    return [
      {
        ...row,
        frame,
        code,
        province: units.get(code)!,
        received: received.get(code) ?? 0,
        drafts: drafts
          .filter((one) => carry(history, one, frame) === code)
          .reduce((sum, one) => sum + one.count, 0),
        target: targets.get(code) ?? null,
      },
    ]
  })
  return { people, provinces: whole.rows, targets }
}

async function draftsByUnit(editionId: string) {
  return [
    ...(await database().execute<{ frame: string; code: string; count: number }>(sql`
      select province_frame as frame, province_code as code, count(*)::int as count from ${entries} where edition_id = ${editionId} and state = 'draft' and province_code is not null group by 1, 2`)),
  ]
}

export async function campaignRecipients(
  editionId: string,
  condition: CampaignCondition,
): Promise<Recipient[]> {
  return recipientsOf(await standingOf(editionId), condition)
}

/** Whoever holds a province in that state, each once. */
function recipientsOf({ people }: Standing, condition: CampaignCondition): Recipient[] {
  const seen = new Set<string>()
  return people.filter((row) => {
    if (!meets(condition, row) || seen.has(row.userId)) return false
    seen.add(row.userId)
    return true
  })
}

/** Provinces in a state with whoever coordinates them; one without a coordinator still stands there. */
export async function dispatchRows(editionId: string, condition: CampaignCondition) {
  return dispatchOf(await standingOf(editionId), condition)
}

function dispatchOf({ people, provinces, targets }: Standing, condition: CampaignCondition) {
  return provinces.flatMap(({ code, name: province, received }) => {
    const own = people.filter((one) => one.code === code)
    const target = targets.get(code) ?? null
    const none = { code, province, received, target, drafts: 0, name: null, email: '', phone: '' }
    return (own.length > 0 ? own : [none]).filter((one) => meets(condition, one))
  })
}

export function campaignsOf(editionId: string) {
  return database()
    .select({
      id: campaigns.id,
      condition: campaigns.condition,
      subject: campaigns.subject,
      daysLeft: campaigns.daysLeft,
      createdAt: campaigns.createdAt,
      by: users.name,
      written: sql<number>`(select count(*)::int from ${campaignMails} m where m.campaign_id = ${campaigns.id})`,
    })
    .from(campaigns)
    .innerJoin(users, eq(users.id, campaigns.createdBy))
    .where(eq(campaigns.editionId, editionId))
    .orderBy(desc(campaigns.createdAt))
    .limit(100)
}

/** A campaign with its runs, every mail written and how it went, and who meets the condition now and has had none. */
export async function campaignWhole(editionId: string, campaignId: string) {
  const [campaign] = await database().select().from(campaigns).where(eq(campaigns.id, campaignId))
  if (!campaign || campaign.editionId !== editionId) return null
  const [standing, mails, runs] = await Promise.all([
    standingOf(editionId),
    database().execute<{
      userId: string
      name: string
      email: string
      code: string
      state: 'queued' | 'kept' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'stopped'
      at: string
    }>(sql`
      select m.user_id as "userId", u.name, u.email, m.code, x.state, m.created_at as at from ${campaignMails} m join ${users} u on u.id = m.user_id join ${mailMessages} x on x.id = m.mail_id
      where m.campaign_id = ${campaignId} order by m.created_at, u.name limit 2000`),
    database().execute<{
      id: string
      startedAt: string
      finishedAt: string | null
      by: string
      written: number
    }>(sql`
      select r.id, r.started_at as "startedAt", r.finished_at as "finishedAt", u.name as by, (select count(*)::int from ${campaignMails} m where m.run_id = r.id) as written
      from ${campaignRuns} r join ${users} u on u.id = r.started_by where r.campaign_id = ${campaignId} order by r.started_at desc limit 100`),
  ])
  const had = new Set(mails.map((mail) => mail.userId))
  return {
    campaign,
    mails: [...mails],
    runs: [...runs],
    unheld: dispatchOf(standing, campaign.condition).filter((row) => row.name === null).length,
    waiting: recipientsOf(standing, campaign.condition)
      .filter((row) => !had.has(row.userId))
      .map(({ name, province, received }) => ({ name, province, received })),
  }
}
