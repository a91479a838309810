import { and, asc, eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { sayDeadline } from '#app/i18n/say-moment.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import { databaseNow } from '#db/clock.ts'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { editions } from '#db/schema/editions.ts'
import { users } from '#db/schema/accounts.ts'
import { behalfEntries, deadlineReminders } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { queueStoppableLetter } from '../editions/secretariat.server.ts'
import { nameInLetter } from '../text/person-name.ts'
import { dueSince, reminderDue, timeLeft, type ReminderDays } from './deadline-reminders.ts'
import { loadDossier } from '../entries/load-entry.server.ts'
import { standingOf } from '../entries/standing.server.ts'

type Due = { editionId: string; closesAt: Date; days: ReminderDays; now: Date }

/**
 * Reminds everybody with a draft 14, 3 and 1 day before the deadline of its edition, once each, with what is missing;
 * answers how many letters it wrote. A deadline that moves is reminded of anew. May run twice and be cut anywhere: each
 * person is one transaction.
 */
export async function remindOfDeadlines(): Promise<number> {
  const now = await databaseNow(database())
  const open = await database()
    .select({ editionId: editions.id, closesAt: editions.closesAt })
    .from(editions)
    .where(sql`${editions.opensAt} <= ${now.toISOString()} and ${editions.closesAt} > ${now.toISOString()}`)
  let written = 0
  for (const { editionId, closesAt } of open) {
    const days = reminderDue(closesAt, now)
    if (days === null) continue
    const due = { editionId, closesAt, days, now }
    for (let people = await peopleOf(due); people.length > 0; people = await peopleOf(due))
      for (const person of people) if (await remind(person, due)) written++
  }
  return written
}

type Person = Pick<typeof users.$inferSelect, 'id' | 'name' | 'email' | 'locale'>

/** Drafts of a person that were there when the reminder fell due; those entered for somebody else are not theirs. */
const ownDrafts = ({ editionId, closesAt, days }: Due) =>
  and(
    eq(entries.editionId, editionId),
    eq(entries.state, 'draft'),
    sql`${entries.createdAt} <= ${dueSince(closesAt, days).toISOString()}`,
    sql`not exists (
      select
      from ${behalfEntries} b
      where b.entry_id = ${entries.id} and b.confirmed_at is null)`,
  )

function peopleOf(due: Due): Promise<Person[]> {
  return database()
    .selectDistinct({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(entries)
    .innerJoin(users, eq(users.id, entries.ownerId))
    .where(
      and(
        ownDrafts(due),
        sql`${users.disabledAt} is null and ${users.emailConfirmedAt} is not null`,
        sql`not exists (
          select
          from ${deadlineReminders} r
          where r.user_id = ${users.id}
            and r.edition_id = ${due.editionId}
            and r.days = ${due.days}
            and r.closes_at = ${due.closesAt.toISOString()})`,
      ),
    )
    .orderBy(asc(users.id))
    .limit(200)
}

/** False where there is nothing to tell any more, or the person has stopped such mail; that is kept as done too. */
async function remind(person: Person, due: Due): Promise<boolean> {
  return database().transaction(async (tx) => {
    const { editionId, days, closesAt } = due
    const [first] = await tx
      .insert(deadlineReminders)
      .values({ userId: person.id, editionId, days, closesAt })
      .onConflictDoNothing()
      .returning({ userId: deadlineReminders.userId })
    if (!first) return false
    const list = await draftLines(tx, person, due)
    if (list.length === 0) return false
    const texts = pageTexts(person.locale)
    const { t } = texts
    const { unit, count } = timeLeft(closesAt, due.now)
    const left = t(unit === 'days' ? 'time.days' : 'time.hours', { count })
    const values = { name: nameInLetter(person.name), left, closes: sayDeadline(closesAt, texts) }
    const link = `${environment().APP_ORIGIN}/entries`
    const sent = await queueStoppableLetter(tx, {
      to: person.email,
      locale: person.locale,
      senderId: person.id,
      subject: t('deadlineReminder.subject', values),
      body: t('deadlineReminder.body', { ...values, count: list.length, list: list.join('\n'), link }),
    })
    return sent !== null
  })
}

/** A letter names so many drafts, and so much of what each lacks. */
const most = { drafts: 10, missing: 6 }

async function draftLines(tx: Transaction, person: Person, due: Due): Promise<string[]> {
  const rows = await tx
    .select({ id: entries.id })
    .from(entries)
    .where(and(eq(entries.ownerId, person.id), ownDrafts(due)))
    .orderBy(asc(entries.createdAt), asc(entries.id))
    .limit(most.drafts)
  const lines: string[][] = []
  for (const { id } of rows) lines.push(await linesOfDraft(tx, person, id))
  return lines.flat()
}

async function linesOfDraft(tx: Transaction, person: Person, entryId: string): Promise<string[]> {
  const owner: Actor = { ...person, userId: person.id, sessionId: '', roles: [] }
  const dossier = await loadDossier(owner, entryId, tx)
  if (!dossier) return []
  const texts = pageTexts(person.locale)
  const { t } = texts
  const title = dossier.entry.title || t('entry.untitled')
  const { missing } = await standingOf(dossier, tx)
  if (missing.length === 0) return [t('deadlineReminder.whole', { title })]
  const named = missing.slice(0, most.missing).map(({ why }) => `  – ${sayMessage(why, texts)}`)
  const rest = missing.length - named.length
  return [
    t('deadlineReminder.lacks', { title }),
    ...named,
    ...(rest > 0 ? [`  – ${t('deadlineReminder.more', { count: rest })}`] : []),
  ]
}
