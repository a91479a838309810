import { and, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { newToken, tokenHash } from '../accounts/link-tokens.server.ts'
import { mailLink } from './enter-on-behalf.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { unitsOn } from '../provinces/history.ts'

/**
 * Writes again to the author of a work entered for them, to the address as it should be; the link of before is dead.
 * Null: not a work of the actor's, or its author has taken it over.
 */
export async function resendToAuthor(
  actor: Actor,
  entryId: string,
  email: string,
): Promise<{ done: true } | null> {
  const history = await provinceHistory()
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select({ behalf: behalfEntries, edition: editions, title: entries.title })
      .from(behalfEntries)
      .innerJoin(entries, eq(entries.id, behalfEntries.entryId))
      .innerJoin(editions, eq(editions.id, entries.editionId))
      .where(
        and(
          eq(behalfEntries.entryId, entryId),
          eq(entries.ownerId, actor.userId),
          isNull(behalfEntries.confirmedAt),
        ),
      )
      .for('no key update', { of: behalfEntries })
    if (!row) return null
    const { behalf, edition, title } = row
    const token = newToken()
    await tx
      .update(behalfEntries)
      .set({ authorEmail: email, tokenHash: tokenHash(token), linkUntil: sql`default` })
      .where(eq(behalfEntries.entryId, entryId))
    await tx
      .update(entryAuthors)
      .set({ email })
      .where(and(eq(entryAuthors.entryId, entryId), eq(entryAuthors.email, behalf.authorEmail)))
    const unit = unitsOn(history, behalf.frame, today()).find((one) => one.code === behalf.code)
    await mailLink(tx, {
      token,
      actor,
      edition,
      province: unit!,
      author: { name: behalf.authorName, email },
      title,
    })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'entry.sentToAuthor',
      subjectId: entryId,
      editionId: edition.id,
    })
    return { done: true as const }
  })
}
