import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { computed } from '#app/i18n/index.ts'
import { invitations } from '#db/schema/accounts.ts'
import type { Actor, RoleName } from '../actor/actor.ts'
import { mayInvite } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { currentFrame, unitsOf } from '../provinces/history.server.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { newToken, tokenHash } from './link-tokens.server.ts'
import { takeTry } from './rate-limit.server.ts'

const daysOpen = 14

/** What a form says of an edition where every one is meant: an empty field is no answer. */
export const allEditions = 'all'

/** Invites an address to a role; the link in the mail works once, for two weeks. */
export async function invite(
  actor: Actor,
  ask: { email: string; role: Exclude<RoleName, 'reporter'>; province: string; editionId: string },
): Promise<Refusal | null> {
  const ofEdition = ask.role === 'judge' || ask.role === 'organizer'
  const editionId = ofEdition && ask.editionId !== allEditions ? ask.editionId || null : null
  if (ofEdition && !ask.editionId) return refuse('auth.error.editionForRole', {}, 'editionId')
  if (!mayInvite(actor, ask.role, editionId)) return refuse('auth.error.mayNotInvite', {}, 'role')
  if ((ask.role === 'coordinator') !== (ask.province !== ''))
    return refuse('auth.error.provinceForCoordinator', {}, 'province')
  const wait = await takeTry('invite-account', actor.userId)
  if (wait) return refuse('auth.error.tooMany', { seconds: wait })
  const frame = await currentFrame()
  return database().transaction(async (tx) => {
    if (ask.province) {
      const units = await unitsOf(frame, tx)
      if (!units.some((unit) => unit.code === ask.province))
        return refuse('form.error.invalid', {}, 'province')
    }
    const token = newToken()
    const expiresAt = new Date(Date.now() + daysOpen * 24 * 3600_000)
    const place = ask.province ? { provinceFrame: frame, provinceCode: ask.province } : {}
    const [row] = await tx
      .insert(invitations)
      .values({
        email: ask.email,
        role: ask.role,
        editionId,
        allEditions: ofEdition && editionId === null,
        ...place,
        tokenHash: tokenHash(token),
        invitedBy: actor.userId,
        expiresAt,
      })
      .returning({ id: invitations.id })
    const role = translator('vi')(computed(`role.${ask.role}`))
    const values = { role, link: `${environment().APP_ORIGIN}/invitation/${token}`, days: daysOpen }
    await queueMail(tx, {
      to: ask.email,
      locale: 'vi',
      template: 'invitation',
      values,
      senderId: actor.userId,
    })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.invited',
      subjectId: row!.id,
      details: { role: ask.role },
    })
    return null
  })
}
