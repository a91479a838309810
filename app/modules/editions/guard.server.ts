import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'

/** The edition, locked, if the actor organizes it; null hides that it exists. */
export async function lockOrganizedEdition(tx: Transaction, actor: Actor, editionId: string) {
  if (!organizes(actor, editionId)) return null
  const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId)).for('no key update')
  return edition ?? null
}
