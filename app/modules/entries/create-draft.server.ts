import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { searchKey } from '../text/search-key.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { hasRole } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { whyTooLate } from './policy.ts'

/** How many drafts an account may have at once in an edition: what nobody needs, and a machine would pass. */
export const mostDrafts = 100

/** A new draft in an open edition, with its first part and the actor as first author already there. */
export async function createDraft(actor: Actor, editionId: string): Promise<{ entryId: string } | Refusal> {
  if (!hasRole(actor, 'reporter')) return refuse('entry.refused.notReporter')
  return database().transaction(async (tx) => {
    const [edition] = await tx
      .select({ row: editions, now: sql<string>`clock_timestamp()` })
      .from(editions)
      .where(eq(editions.id, editionId))
    if (!edition) return refuse('entry.refused.noEdition')
    const late = whyTooLate(edition.row, new Date(edition.now))
    if (late) return late
    const tooMany = await whyTooManyDrafts(tx, actor, editionId)
    if (tooMany) return tooMany
    const [entry] = await tx
      .insert(entries)
      .values({ editionId, ownerId: actor.userId })
      .returning({ id: entries.id })
    const entryId = entry!.id
    const [user] = await tx.select({ phone: users.phone }).from(users).where(eq(users.id, actor.userId))
    const { name, email } = actor
    await tx
      .insert(entryAuthors)
      .values({ entryId, position: 1, name, nameKey: searchKey(name), email, phone: user?.phone ?? '' })
    await tx.insert(entryParts).values({ entryId, position: 1 })
    await recordEvent(tx, { actorId: actor.userId, kind: 'entry.created', subjectId: entryId, editionId })
    return { entryId }
  })
}

/** Asked before there is one draft more. */
export async function whyTooManyDrafts(
  tx: Transaction,
  actor: Actor,
  editionId: string,
): Promise<Refusal | null> {
  const drafts = and(
    eq(entries.editionId, editionId),
    eq(entries.ownerId, actor.userId),
    eq(entries.state, 'draft'),
  )
  const count = await tx.$count(entries, drafts)
  return count >= mostDrafts ? refuse('entry.refused.tooManyDrafts', { max: mostDrafts }) : null
}
