import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { letterOf } from '#app/modules/mail/queue-mail.server.ts'
import { editions, entries, mailMessages, rounds, users } from '../schema/index.ts'
import type { DemoEdition, World } from './world.ts'

/** What the portal would have written: receipts, requests for completion, a reminder. Kept for the outbox, never sent. */
export async function plantMail({ tx, now, people }: World, open: DemoEdition, judged: DemoEdition) {
  const t = translator('vi')
  const origin = environment().APP_ORIGIN
  const kept = (
    recipient: string,
    template: 'receipt' | 'returned' | 'judgeReminder',
    values: Record<string, string | number>,
    at: Date,
  ) => ({
    recipient,
    ...letterOf({ locale: 'vi', template, values }),
    state: 'kept' as const,
    createdAt: at,
  })
  const rows = await tx
    .select({ entry: entries, owner: users })
    .from(entries)
    .innerJoin(users, eq(users.id, entries.ownerId))
    .where(
      and(
        eq(entries.editionId, open.id),
        isNotNull(entries.number),
        inArray(entries.state, ['submitted', 'returned']),
      ),
    )
    .orderBy(desc(entries.number))
    .limit(14)
  const letters = rows.map(({ entry, owner }) => {
    const values = {
      name: owner.name,
      title: entry.title,
      number: entryNumber(open.number, entry.number),
      time: formatMoment(entry.submittedAt, 'vi'),
      until: formatMoment(entry.returnUntil, 'vi'),
      fields: [t('entry.section.media'), t('entry.section.authors')].join(', '),
      note: entry.screeningNote,
      link:
        entry.state === 'returned'
          ? `${origin}/entries/${entry.id}`
          : `${origin}/receipts/${entry.receiptCode}`,
    }
    return kept(owner.email, entry.state === 'returned' ? 'returned' : 'receipt', values, entry.submittedAt!)
  })
  const [round] = await tx
    .select({ closesAt: rounds.closesAt })
    .from(rounds)
    .innerJoin(editions, eq(editions.id, rounds.editionId))
    .where(and(eq(editions.id, judged.id), eq(rounds.state, 'open')))
  const [judge] = await tx.select().from(users).where(eq(users.id, people.judgeIds[0]!))
  const reminder = kept(
    judge!.email,
    'judgeReminder',
    {
      name: judge!.name,
      count: 21,
      left: 21,
      closes: formatMoment(round!.closesAt, 'vi'),
      link: `${origin}/judging`,
    },
    now,
  )
  await tx.insert(mailMessages).values([...letters, reminder])
}
