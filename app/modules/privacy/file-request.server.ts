import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { databaseNow } from '#db/clock.ts'
import type { Transaction } from '#db/client.ts'
import { consents, users } from '#db/schema/accounts.ts'
import { personRequests } from '#db/schema/privacy.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { Locale } from '../text/locale.ts'
import { clockFor, keepsRegister, tellStep, waitsAlready } from './register.server.ts'
import type { RequestKind } from './requests.ts'

/** Puts a request of the account's owner into the register and writes to them. Consent is withdrawn at that moment. */
export async function askOfOwnData(
  actor: Actor,
  ask: { kind: RequestKind; text: string; sure?: string },
): Promise<{ acknowledgeBy: Date } | Refusal> {
  if ((ask.kind === 'erase' || ask.kind === 'withdraw') && !ask.sure)
    return refuse('personal.refused.sure', {}, 'sure')
  return database().transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, actor.userId)).for('no key update')
    const { personId, name, email, locale } = user!
    if (await waitsAlready(tx, personId, ask.kind)) return refuse('personal.refused.open')
    if (ask.kind === 'withdraw') await withdrawConsent(tx, actor)
    const { kind, text } = ask
    const filed = await file(
      tx,
      { kind, text, personId, name, email, channel: 'account' },
      actor.userId,
      locale,
    )
    return { acknowledgeBy: filed.acknowledgeBy }
  })
}

async function withdrawConsent(tx: Transaction, actor: Actor) {
  await tx
    .update(consents)
    .set({ withdrawnAt: sql`now()` })
    .where(sql`${consents.userId} = ${actor.userId} and ${consents.withdrawnAt} is null`)
  await recordEvent(tx, {
    actorId: actor.userId,
    kind: 'personal.consentWithdrawn',
    subjectId: actor.userId,
  })
}

/** A request that came on paper, typed in by the secretariat with the day it came; null for whoever keeps no register. */
export async function enterPaperRequest(
  actor: Actor,
  ask: { kind: RequestKind; name: string; email: string; text: string; receivedOn: string },
): Promise<{ requestId: string } | Refusal | null> {
  if (!keepsRegister(actor)) return null
  const { receivedOn, ...said } = ask
  return database().transaction(async (tx) => {
    const now = await databaseNow(tx)
    if (receivedOn > localDay(now)) return refuse('personal.refused.future', {}, 'receivedOn')
    const [known] = said.email
      ? await tx.select({ personId: users.personId }).from(users).where(eq(users.email, said.email))
      : []
    const receivedAt = receivedOn === localDay(now) ? now : new Date(`${receivedOn}T12:00:00+07:00`)
    const filed = await file(
      tx,
      { ...said, personId: known?.personId ?? null, channel: 'paper', enteredBy: actor.userId, receivedAt },
      actor.userId,
      'vi',
    )
    return { requestId: filed.id }
  })
}

type Filed = Pick<
  typeof personRequests.$inferInsert,
  'kind' | 'channel' | 'personId' | 'name' | 'email' | 'text' | 'enteredBy'
> & { receivedAt?: Date }

/** Writes the row with its clock, the event and the letter. */
export async function file(tx: Transaction, ask: Filed, actorId: string | null, locale: Locale) {
  const receivedAt = ask.receivedAt ?? (await databaseNow(tx))
  const clock = await clockFor(tx, ask.kind, receivedAt)
  const [row] = await tx
    .insert(personRequests)
    .values({ ...ask, receivedAt, ...clock })
    .returning()
  await recordEvent(tx, {
    actorId,
    kind: 'personal.asked',
    subjectId: row!.id,
    details: { kind: ask.kind, channel: ask.channel },
  })
  await tellStep(tx, row!, locale)
  return row!
}
