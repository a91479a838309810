import { and, eq, isNull } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { userAgencies, users } from '#db/schema/accounts.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { agencyNamed } from '../provinces/agencies.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { Actor } from '../actor/actor.ts'
import type { Locale } from '../text/locale.ts'

/**
 * Changes one's own details. The agency must be one of the register: it keeps a judge away from its works. The tables
 * remember agencies and names of before, so that nobody takes a conflict away by this form.
 */
export async function changeAccount(
  actor: Actor,
  ask: { name: string; phone: string; agency: string; locale: Locale },
): Promise<Refusal | null> {
  const { agency, ...rest } = ask
  return database().transaction(async (tx) => {
    const known = await agencyNamed(tx, agency)
    if (agency && !known) return refuse('judging.refused.noAgency', {}, 'agency')
    const own = eq(users.id, actor.userId)
    const [before] = await tx.select({ agencyId: users.agencyId }).from(users).where(own).for('no key update')
    const agencyId = known?.id ?? null
    await tx
      .update(users)
      .set({ ...rest, nameKey: searchKey(ask.name), agencyId })
      .where(own)
    const moved = before!.agencyId !== agencyId
    if (moved && agencyId)
      await tx
        .update(userAgencies)
        .set({ text: agency })
        .where(and(eq(userAgencies.userId, actor.userId), isNull(userAgencies.until)))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'account.changed',
      subjectId: actor.userId,
      details: moved ? { from: before!.agencyId, to: agencyId } : {},
    })
    return null
  })
}
