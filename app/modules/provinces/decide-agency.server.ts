import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { agencies } from '#db/schema/provinces.ts'
import { localToday } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { agencyNamed } from './agencies.server.ts'
import { agencyState } from './agency.ts'
import { mayChangeAgencies } from './change-agency.server.ts'
import type { agencyDecision } from './schema.ts'

type Decision = z.infer<typeof agencyDecision>

/**
 * What becomes of a proposed agency, decided once; later it is changed as any other of the register, a refused one taken
 * in too. Works that name a refused one keep the name their authors gave. Null: not there, or not allowed.
 */
export async function decideAgency(
  actor: Actor,
  id: string,
  ask: Decision,
): Promise<{ done: true } | Refusal | null> {
  if (!mayChangeAgencies(actor)) return null
  return database().transaction(async (tx) => {
    // Two mergers that each look before the other is done would close a circle; the table's trigger takes the same lock.
    if (ask.decision === 'merge') await tx.execute(sql`select pg_advisory_xact_lock(20261126, 1)`)
    const [agency] = await tx.select().from(agencies).where(eq(agencies.id, id)).for('no key update')
    if (!agency) return null
    if (agencyState(agency) !== 'proposed') return refuse('agencies.error.decided')
    const columns = await columnsOf(tx, id, ask)
    if (isRefusal(columns)) return columns
    await tx.update(agencies).set(columns).where(eq(agencies.id, id))
    await recordEvent(tx, { actorId: actor.userId, kind: events[ask.decision], subjectId: id, details: ask })
    return { done: true as const }
  })
}

const events = { confirm: 'agency.confirmed', merge: 'agency.merged', refuse: 'agency.refused' } as const

/** One that is merged is the other from today on, whoever names it. */
async function columnsOf(tx: Transaction, id: string, ask: Decision) {
  if (ask.decision === 'confirm') return { approvedAt: sql`now()` }
  if (ask.decision === 'refuse') return { refusedAt: sql`now()`, refusalReason: ask.reason }
  const into = await agencyNamed(tx, ask.into)
  if (!into || into.id === id || agencyState(into) !== 'confirmed')
    return refuse('agencies.error.noSuccessor', {}, 'into')
  return { approvedAt: sql`now()`, successorId: into.id, mergedOn: sql`${localToday}` }
}
