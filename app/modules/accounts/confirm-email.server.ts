import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { useLinkToken } from './link-tokens.server.ts'

/** Confirms the address behind the link; answers the user's id, or null where the link does not work (any more). */
export function confirmEmail(token: string): Promise<string | null> {
  return database().transaction(async (tx) => {
    const userId = await useLinkToken(tx, token, 'confirm-email')
    if (!userId) return null
    await tx
      .update(users)
      .set({ emailConfirmedAt: sql`now()` })
      .where(eq(users.id, userId))
    await recordEvent(tx, { actorId: userId, kind: 'account.confirmed', subjectId: userId })
    return userId
  })
}
