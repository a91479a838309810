import { eq, inArray } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { roman } from '#app/i18n/format.ts'
import { databaseNow } from '#db/clock.ts'
import { reminders, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { queueStoppableLetter } from '../editions/secretariat.server.ts'
import { nameInLetter } from '../text/person-name.ts'
import { filled, type Values } from './filled.ts'
import { signatureOf } from './signature.server.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'
import { draftRows } from './draft-list.server.ts'

/**
 * Reminds the owners of the chosen drafts of the province in the coordinator's own words, each person at most once a
 * day and edition; answers how many. Drafts of others, or of another province, are passed over.
 */
export async function remindAuthors(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  ask: { drafts: string[]; subject: string; body: string },
): Promise<{ reminded: number } | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  const here = new Set(
    (await draftRows(editionId, province, actor.userId)).filter((row) => !row.onBehalf).map((row) => row.id),
  )
  const chosen = ask.drafts.filter((id) => here.has(id))
  return database().transaction(async (tx) => {
    const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId))
    if (!edition || chosen.length === 0) return { reminded: 0 }
    const day = localDay(await databaseNow(tx))
    const rows = await tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        locale: users.locale,
        title: entries.title,
        entryId: entries.id,
      })
      .from(entries)
      .innerJoin(users, eq(users.id, entries.ownerId))
      .where(inArray(entries.id, chosen))
      .orderBy(users.id, entries.id)
    let reminded = 0
    for (const row of rows) {
      const [first] = await tx
        .insert(reminders)
        .values({ userId: row.userId, kind: 'author', subjectId: editionId, day, sentBy: actor.userId })
        .onConflictDoNothing()
        .returning({ id: reminders.id })
      if (!first) continue
      const values: Values<'reminder'> = {
        name: nameInLetter(row.name),
        work: row.title || '…',
        edition: roman(edition.number),
        province: province.name,
        link: `${environment().APP_ORIGIN}/entries/${row.entryId}`,
      }
      const sent = await queueStoppableLetter(tx, {
        to: row.email,
        locale: row.locale,
        senderId: actor.userId,
        subject: filled(ask.subject, values),
        body: filled(ask.body, values),
        signature: signatureOf(province, row.locale),
      })
      if (sent) reminded++
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.reminded',
      subjectId: `${province.frame}:${province.code}`,
      editionId,
      details: { count: reminded },
    })
    return { reminded }
  })
}
