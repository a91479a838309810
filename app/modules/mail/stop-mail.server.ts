import { eq, sql } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { quoted } from '#db/quoted.ts'
import { mailMessages, mailPreferences } from '#db/schema/mail.ts'
import { letterMoves } from './letter-moves.ts'

/** The link by which an address stops mail it is not owed; null where it has. */
export async function stopLinkOf(tx: Transaction, email: string): Promise<string | null> {
  const { stoppedAt, token } = await preferenceOf(tx, email)
  return stoppedAt ? null : `${environment().APP_ORIGIN}/mail/${token}`
}

/** What an address chose, with the token of its link; made where there is none yet. */
async function preferenceOf(tx: Transaction, email: string) {
  const token = randomBytes(18).toString('base64url')
  await tx.insert(mailPreferences).values({ email, token }).onConflictDoNothing()
  const [row] = await tx.select().from(mailPreferences).where(eq(mailPreferences.email, email))
  return row!
}

/** Whose link it is and whether it has been used; null for no link of ours. */
export async function mailPreference(token: string): Promise<{ email: string; stopped: boolean } | null> {
  const [row] = await database().select().from(mailPreferences).where(eq(mailPreferences.token, token))
  return row ? { email: row.email, stopped: row.stoppedAt !== null } : null
}

/** Whether somebody has stopped such mail to an own address. */
export async function ownMailStopped(email: string): Promise<boolean> {
  const [row] = await database().select().from(mailPreferences).where(eq(mailPreferences.email, email))
  return Boolean(row?.stoppedAt)
}

/** Stops or resumes such mail to the own address, as its link in a letter does. */
export async function setOwnMailStopped(email: string, stopped: boolean): Promise<void> {
  const { token } = await database().transaction((tx) => preferenceOf(tx, email))
  await setMailStopped(token, stopped)
}

/** In SQL, whether a message is not owed to its recipient, who has stopped such mail. */
export const recipientStopped = sql<boolean>`(${mailMessages.stopLink} is not null and exists (
  select from ${mailPreferences} p where p.email = ${mailMessages.recipient} and p.stopped_at is not null))`

/** Stops or resumes; what has not gone yet is stopped too. */
export async function setMailStopped(token: string, stopped: boolean): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .update(mailPreferences)
      .set({ stoppedAt: stopped ? sql`now()` : null })
      .where(eq(mailPreferences.token, token))
      .returning()
    if (!row) return false
    if (stopped)
      await tx.execute(sql`
        update ${mailMessages}
        set state = 'stopped'
        where recipient = ${row.email} and state in (${quoted(letterMoves.stopped.from)}) and stop_link is not null`)
    return true
  })
}
