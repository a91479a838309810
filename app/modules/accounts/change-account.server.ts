import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { users } from '#db/schema/accounts.ts'
import { agencies } from '#db/schema/provinces.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import type { Actor } from '../actor/actor.ts'
import type { Locale } from '../text/locale.ts'

/** Changes one's own details. The agency must be one of the register: it keeps a judge away from its works. */
export async function changeAccount(
  actor: Actor,
  ask: { name: string; phone: string; agency: string; locale: Locale },
): Promise<Refusal | null> {
  const { agency, ...rest } = ask
  return database().transaction(async (tx) => {
    const [known] = await tx
      .select({ id: agencies.id })
      .from(agencies)
      .where(eq(agencies.nameKey, searchKey(agency)))
    if (agency && !known) return refuse('judging.refused.noAgency', {}, 'agency')
    const values = { ...rest, nameKey: searchKey(ask.name), agencyId: known?.id ?? null }
    await tx.update(users).set(values).where(eq(users.id, actor.userId))
    await recordEvent(tx, { actorId: actor.userId, kind: 'account.changed', subjectId: actor.userId })
    return null
  })
}
