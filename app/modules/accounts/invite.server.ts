import { eq } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { sayDeadline, sayMoment } from '#app/i18n/say-moment.ts'
import type { Transaction } from '#db/client.ts'
import { invitations } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import type { Actor, RoleName } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { currentFrame } from '../provinces/history.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { nameInLetter } from '../text/person-name.ts'
import { whyNotGive, type Scope } from './account-moves.ts'
import { scopeOf, whyNotThere } from './change-role.server.ts'
import { newToken, tokenHash } from './link-tokens.server.ts'
import { takeTry } from './rate-limit.server.ts'

const daysOpen = 14

/** What a letter says of the juries' rounds: they stand above this module, so whoever invites brings them. */
export type RoundSaid = { stage: 'preliminary' | 'final'; opensAt: Date; closesAt: Date }

export type InvitationAsk = {
  email: string
  name?: string
  role: Exclude<RoleName, 'reporter'>
  province: string
  editionId: string
  until?: Date | null
}

/** Invites an address to a role; the link in the mail works once, for two weeks. */
export async function invite(
  actor: Actor,
  ask: InvitationAsk,
  rounds: RoundSaid[] = [],
): Promise<Refusal | null> {
  const [scope, frame] = [scopeOf(ask), await currentFrame()]
  const refusal = whyNotInvite(actor, scope, ask.until ?? null)
  if (refusal) return refusal
  const wait = await takeTry('invite-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  return database().transaction(async (tx) => {
    const missing = await whyNotThere(tx, scope, frame)
    if (missing) return missing
    await sendInvitation(tx, actor, { ...ask, name: ask.name ?? '' }, { scope, frame }, rounds)
    return null
  })
}

/** An invitation takes nobody's place: that an administrator is left is asked where roles are given and taken. */
export const whyNotInvite = (actor: Actor, scope: Scope, until: Date | null) =>
  whyNotGive(actor, scope, { since: null, until }, new Date(), { lastingAdmins: 1 })

/** Writes one invitation with its letter and its event. */
export async function sendInvitation(
  tx: Transaction,
  actor: Actor,
  whom: { email: string; name: string; until?: Date | null },
  { scope, frame }: { scope: Scope; frame: string },
  rounds: RoundSaid[],
): Promise<void> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + daysOpen * 24 * 3600_000)
  const { provinceCode, ...where } = scope
  const values = {
    ...where,
    ...(provinceCode ? { provinceFrame: frame, provinceCode } : {}),
    email: whom.email,
    name: whom.name,
    until: whom.until ?? null,
    tokenHash: tokenHash(token),
    invitedBy: actor.userId,
    expiresAt,
  }
  const [row] = await tx.insert(invitations).values(values).returning()
  await writeLetter(tx, actor, row!, token, rounds)
  await recordEvent(tx, {
    actorId: actor.userId,
    kind: 'account.invited',
    subjectId: row!.id,
    editionId: scope.editionId ?? scope.endsWith ?? null,
    details: { role: scope.role },
  })
}

/** Sends an invitation again: a new link and two weeks from now; the link of before is dead. */
export async function renewInvitation(
  tx: Transaction,
  actor: Actor,
  id: string,
  rounds: RoundSaid[],
): Promise<void> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + daysOpen * 24 * 3600_000)
  const [row] = await tx
    .update(invitations)
    .set({ tokenHash: tokenHash(token), expiresAt, rescindedAt: null, rescindedBy: null })
    .where(eq(invitations.id, id))
    .returning()
  await writeLetter(tx, actor, row!, token, rounds)
}

/** The letter: who invites to what, in which edition, with its dates. */
async function writeLetter(
  tx: Transaction,
  actor: Actor,
  row: typeof invitations.$inferSelect,
  token: string,
  rounds: RoundSaid[],
) {
  const texts = pageTexts('vi')
  const { t } = texts
  const editionId = row.editionId ?? row.endsWith
  const [edition] = editionId ? await tx.select().from(editions).where(eq(editions.id, editionId)) : []
  const award = edition
    ? t('mail.invitation.edition', { number: roman(edition.number) })
    : t('mail.invitation.award')
  const dates = edition
    ? [
        t('mail.invitation.receiving', {
          from: sayMoment(edition.opensAt, texts),
          to: sayDeadline(edition.closesAt, texts),
        }),
        ...(row.role === 'coordinator' ? [] : rounds).map((round) =>
          t(computed(`mail.invitation.round.${round.stage}`), {
            from: sayMoment(round.opensAt, texts),
            to: sayDeadline(round.closesAt, texts),
          }),
        ),
      ]
    : []
  const mailId = await queueLetter(tx, {
    to: row.email,
    locale: 'vi',
    template: 'invitation',
    values: {
      whom: row.name && ` ${nameInLetter(row.name)}`,
      award,
      role: t(computed(`role.${row.role}`)),
      dates: dates.map((line) => `\n– ${line}`).join(''),
      by: actor.name,
      address: actor.email,
      link: `${environment().APP_ORIGIN}/invitation/${token}`,
      days: daysOpen,
      expires: sayMoment(row.expiresAt, texts),
    },
    senderId: actor.userId,
  })
  await tx.update(invitations).set({ mailId }).where(eq(invitations.id, row.id))
}
