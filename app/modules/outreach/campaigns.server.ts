import { desc, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { campaignMails, campaignRuns, campaigns } from '#db/schema/outreach.ts'
import type { MailState } from '../mail/mail.ts'
import { dispatchOf, recipientsOf, standingOf } from './campaign-recipients.server.ts'

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
      state: MailState
      fault: string | null
      at: string
    }>(sql`
      select m.user_id as "userId", u.name, u.email, m.code, x.state, x.fault, m.created_at as at
      from ${campaignMails} m
      join ${users} u on u.id = m.user_id
      join ${mailMessages} x on x.id = m.mail_id
      where m.campaign_id = ${campaignId}
      order by m.created_at, u.name
      limit 2000`),
    database().execute<{
      id: string
      startedAt: string
      finishedAt: string | null
      by: string
      written: number
    }>(sql`
      select
        r.id,
        r.started_at as "startedAt",
        r.finished_at as "finishedAt",
        u.name as by,
        (select count(*)::int from ${campaignMails} m where m.run_id = r.id) as written
      from ${campaignRuns} r
      join ${users} u on u.id = r.started_by
      where r.campaign_id = ${campaignId}
      order by r.started_at desc
      limit 100`),
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
