import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Locale } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { accountOfHolder, ownedBy } from '../accounts/confirmed-account.server.ts'
import { holdRole } from '../accounts/hold-role.server.ts'
import { tokenHash } from '../accounts/link-tokens.server.ts'
import { whyTooEasy } from '../accounts/password-strength.server.ts'
import { hashPassword } from '../accounts/passwords.server.ts'
import { behalfOf } from './enter-on-behalf.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/**
 * The author confirms a work entered for them and takes it over. Who has an account they confirmed must be signed in to it;
 * who has none makes it now, its address confirmed by the link.
 */
export async function confirmBehalf(
  token: string,
  signedIn: { userId: string; email: string } | null,
  newAccount: { name: string; password: string; locale: Locale } | null,
): Promise<{ entryId: string; userId: string; made: boolean } | Refusal> {
  const found = newAccount && (await behalfOf(token))
  const tooEasy = found && whyTooEasy(newAccount!.password, { name: newAccount!.name, email: found.email })
  if (tooEasy) return tooEasy
  const passwordHash = newAccount && (await hashPassword(newAccount.password))
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(behalfEntries)
      .where(
        and(
          eq(behalfEntries.tokenHash, tokenHash(token)),
          isNull(behalfEntries.confirmedAt),
          gt(behalfEntries.linkUntil, sql`now()`),
        ),
      )
      .for('no key update')
    if (!row) return refuse('auth.error.deadLink')
    const [known] = await tx.select({ id: users.id }).from(users).where(ownedBy(row.authorEmail))
    if (known && signedIn?.userId !== known.id)
      return refuse('follow.behalf.error.signIn', { email: row.authorEmail })
    const account = newAccount && { ...newAccount, passwordHash }
    const holder = await accountOfHolder(tx, row.authorEmail, account)
    if (!holder) return refuse('form.error.required', {}, 'name')
    const { userId, made } = holder
    await holdRole(tx, userId, { role: 'reporter' })
    const [entry] = await tx
      .update(entries)
      .set({ ownerId: userId, version: sql`${entries.version} + 1` })
      .where(eq(entries.id, row.entryId))
      .returning({ editionId: entries.editionId })
    await tx
      .update(behalfEntries)
      .set({ confirmedAt: sql`now()` })
      .where(eq(behalfEntries.entryId, row.entryId))
    await recordEvent(tx, {
      actorId: userId,
      kind: 'entry.confirmedByAuthor',
      subjectId: row.entryId,
      editionId: entry!.editionId,
    })
    return { entryId: row.entryId, userId, made }
  })
}
