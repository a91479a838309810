import { and, eq, isNull, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { sayDeadline } from '#app/i18n/say-moment.ts'
import type { Transaction } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import { campaignMails, campaignRuns, campaigns } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueStoppableLetter } from '../editions/secretariat.server.ts'
import { campaignRecipients, type Recipient } from './campaign-recipients.server.ts'
import type { CampaignCondition } from './campaign.ts'
import { nameInLetter } from '../text/person-name.ts'
import { filled, type Values } from './filled.ts'

/** A campaign as it was written; nothing is sent yet. */
export async function createCampaign(
  actor: Actor,
  editionId: string,
  ask: { condition: CampaignCondition; subject: string; body: string; daysLeft?: number | null },
): Promise<{ campaignId: string } | null> {
  if (!organizes(actor, editionId)) return null
  const [row] = await database()
    .insert(campaigns)
    .values({ editionId, ...ask, createdBy: actor.userId })
    .returning({ id: campaigns.id })
  return { campaignId: row!.id }
}

/** Asks the worker to send it to whoever meets the condition now and has not had it. */
export async function startCampaign(actor: Actor, campaignId: string): Promise<{ runId: string } | null> {
  return database().transaction(async (tx) => {
    const [campaign] = await tx
      .select()
      .from(campaigns)
      .where(eq(campaigns.id, campaignId))
      .for('no key update')
    if (!campaign || !organizes(actor, campaign.editionId)) return null
    return start(tx, campaign, actor.userId)
  })
}

/** Starts every campaign whose day has come: once, by itself, where its edition still takes works. */
export async function startDueCampaigns(): Promise<number> {
  return database().transaction(async (tx) => {
    const due = await tx
      .update(campaigns)
      .set({ dueStartedAt: sql`now()` })
      .where(
        and(
          isNull(campaigns.dueStartedAt),
          sql`exists (
            select 1
            from ${editions} e
            where e.id = ${campaigns.editionId}
              and e.closes_at > now()
              and e.closes_at <= now() + make_interval(days => ${campaigns.daysLeft}))`,
        ),
      )
      .returning()
    for (const campaign of due) await start(tx, campaign, campaign.createdBy)
    return due.length
  })
}

async function start(tx: Transaction, campaign: typeof campaigns.$inferSelect, startedBy: string) {
  const [run] = await tx
    .insert(campaignRuns)
    .values({ campaignId: campaign.id, startedBy })
    .returning({ id: campaignRuns.id })
  await enqueue(tx, 'send-campaign', { runId: run!.id })
  await recordEvent(tx, {
    actorId: startedBy,
    kind: 'participation.campaign',
    subjectId: campaign.id,
    editionId: campaign.editionId,
    details: { condition: campaign.condition, subject: campaign.subject, daysLeft: campaign.daysLeft },
  })
  return { runId: run!.id }
}

/**
 * Writes the mails of one run. Each recipient is one transaction that holds the campaign: the mail and the note that it
 * was written commit together, so a run cut in the middle goes on where it stopped and two runs never meet.
 */
export async function runCampaign(runId: string) {
  const [found] = await database()
    .select({ campaign: campaigns, edition: editions, run: campaignRuns })
    .from(campaignRuns)
    .innerJoin(campaigns, eq(campaigns.id, campaignRuns.campaignId))
    .innerJoin(editions, eq(editions.id, campaigns.editionId))
    .where(eq(campaignRuns.id, runId))
  if (!found) return
  const { campaign, edition, run } = found
  for (const recipient of await campaignRecipients(edition.id, campaign.condition))
    await writeTo(recipient, campaign, edition, run)
  await database()
    .update(campaignRuns)
    .set({ finishedAt: sql`now()` })
    .where(eq(campaignRuns.id, runId))
}

/** Whole days, as the countdown of the pages; on the last day one. */
const daysLeft = (closesAt: Date) => {
  const left = closesAt.getTime() - Date.now()
  return left <= 0 ? 0 : Math.max(1, Math.floor(left / 86_400_000))
}

async function writeTo(
  to: Recipient,
  campaign: typeof campaigns.$inferSelect,
  edition: typeof editions.$inferSelect,
  run: typeof campaignRuns.$inferSelect,
) {
  await database().transaction(async (tx) => {
    await tx
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(eq(campaigns.id, campaign.id))
      .for('no key update')
    const had = and(eq(campaignMails.campaignId, campaign.id), eq(campaignMails.userId, to.userId))
    const [written] = await tx.select({ userId: campaignMails.userId }).from(campaignMails).where(had)
    if (written) return
    const values: Values<'campaign'> = {
      name: nameInLetter(to.name),
      province: to.province,
      edition: roman(edition.number),
      received: to.received,
      target: to.target ?? '–',
      days: daysLeft(edition.closesAt),
      closes: sayDeadline(edition.closesAt, pageTexts(to.locale)),
      link: `${environment().APP_ORIGIN}/province`,
    }
    const mailId = await queueStoppableLetter(tx, {
      to: to.email,
      locale: to.locale,
      senderId: run.startedBy,
      subject: filled(campaign.subject, values),
      body: filled(campaign.body, values),
    })
    if (!mailId) return
    await tx.insert(campaignMails).values({
      campaignId: campaign.id,
      runId: run.id,
      userId: to.userId,
      frame: to.frame,
      code: to.code,
      mailId,
    })
  })
}
