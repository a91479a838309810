import { and, eq, isNull, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { databaseNow } from '#db/clock.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { addressChanges } from '#db/schema/privacy.ts'
import { endLinks, newToken, tokenHash } from '../accounts/link-tokens.server.ts'
import { takeTry } from '../accounts/rate-limit.server.ts'
import { mayWriteTo } from '../accounts/send-confirmation.server.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { hoursToConfirm, moveAddress, type AddressState } from './address-moves.ts'

const openOf = (userId: string) => and(eq(addressChanges.userId, userId), isNull(addressChanges.endedAt))

/** The change on its way, for the account's page; null where none is. */
export async function addressChangeOf(actor: Actor) {
  const [row] = await database()
    .select({
      newEmail: addressChanges.newEmail,
      state: addressChanges.state,
      expiresAt: addressChanges.expiresAt,
    })
    .from(addressChanges)
    .where(and(openOf(actor.userId), sql`${addressChanges.expiresAt} > now()`))
  return row ?? null
}

/**
 * Asks for another address: a letter to each. Of an address that is somebody's already the answer is the same and nothing
 * is written there, as with registering; its owner would wonder, and whoever asks would learn of it.
 */
export async function askForAddress(actor: Actor, email: string): Promise<Refusal | null> {
  const wait = await takeTry('reset-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const mayWrite = await mayWriteTo(email)
  return database().transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, actor.userId)).for('no key update')
    if (user!.email === email) return refuse('personal.address.same', {}, 'email')
    const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
    await tx
      .update(addressChanges)
      .set({ state: 'cancelled', endedAt: sql`now()` })
      .where(openOf(actor.userId))
    const tokens = { old: newToken(), new: newToken() }
    await tx.insert(addressChanges).values({
      userId: actor.userId,
      oldEmail: user!.email,
      newEmail: email,
      oldTokenHash: tokenHash(tokens.old),
      newTokenHash: tokenHash(tokens.new),
      expiresAt: sql`now() + make_interval(hours => ${hoursToConfirm})`,
    })
    const link = (token: string) => `${environment().APP_ORIGIN}/address/${token}`
    const { name, locale } = user!
    const old = { name, email, link: link(tokens.old) }
    await queueLetter(tx, { to: user!.email, locale, template: 'addressOld', values: old })
    if (mayWrite && !taken)
      await queueLetter(tx, { to: email, locale, template: 'addressNew', values: { link: link(tokens.new) } })
    await recordEvent(tx, { actorId: actor.userId, kind: 'personal.addressAsked', subjectId: actor.userId })
    return null
  })
}

export async function cancelAddress(actor: Actor): Promise<void> {
  await database().transaction(async (tx) => {
    const gone = await tx
      .update(addressChanges)
      .set({ state: 'cancelled', endedAt: sql`now()` })
      .where(openOf(actor.userId))
      .returning({ id: addressChanges.id })
    if (gone.length > 0)
      await recordEvent(tx, {
        actorId: actor.userId,
        kind: 'personal.addressCancelled',
        subjectId: actor.userId,
      })
  })
}

const byToken = async (connection: Pick<Transaction, 'select'>, token: string) => {
  const hash = tokenHash(token)
  const [row] = await connection
    .select()
    .from(addressChanges)
    .where(sql`${hash} in (${addressChanges.oldTokenHash}, ${addressChanges.newTokenHash})`)
  return row && { ...row, side: row.oldTokenHash === hash ? ('old' as const) : ('new' as const) }
}

/** What a letter's link is about; null for one that leads nowhere (any more). */
export async function openAddressLink(token: string) {
  const row = await byToken(database(), token)
  if (!row || isRefusal(moveAddress(row, row.side, await databaseNow(database())))) return null
  return { oldEmail: row.oldEmail, newEmail: row.newEmail }
}

/** Confirms from one of the two addresses; with the second the address changes, and the old one is told. */
export async function confirmAddress(token: string): Promise<{ state: AddressState } | Refusal> {
  return database().transaction(async (tx) => {
    const found = await byToken(tx, token)
    if (!found) return refuse('auth.error.deadLink')
    const [user] = await tx.select().from(users).where(eq(users.id, found.userId)).for('no key update')
    // Read again under the account's lock: the other link may have been opened at the same moment.
    const row = (await byToken(tx, token))!
    const to = moveAddress(row, row.side, await databaseNow(tx))
    if (isRefusal(to)) return to
    const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, row.newEmail))
    if (taken || user!.disabledAt) return refuse('auth.error.deadLink')
    const ended = to === 'done' ? sql`now()` : null
    await tx.update(addressChanges).set({ state: to, endedAt: ended }).where(eq(addressChanges.id, row.id))
    if (to === 'done') await setAddress(tx, user!, row.newEmail)
    return { state: to }
  })
}

async function setAddress(tx: Transaction, user: typeof users.$inferSelect, email: string) {
  await tx
    .update(users)
    .set({ email, emailConfirmedAt: sql`now()` })
    .where(eq(users.id, user.id))
  await endLinks(tx, user.id)
  const values = { name: user.name, email, time: formatMoment(new Date(), user.locale) }
  await queueLetter(tx, { to: user.email, locale: user.locale, template: 'addressChanged', values })
  await recordEvent(tx, { actorId: user.id, kind: 'personal.addressChanged', subjectId: user.id })
}
