import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { sessions } from '#db/schema/accounts.ts'
import type { Actor } from '../actor/actor.ts'
import type { From } from '../audit/record-event.server.ts'

/** The device and address an actor signed in from, for an event of the record. */
export async function originOf(tx: Transaction, actor: Actor): Promise<From> {
  const [row] = await tx
    .select({ agent: sessions.agent, address: sessions.address })
    .from(sessions)
    .where(eq(sessions.id, actor.sessionId))
  return row ?? {}
}
