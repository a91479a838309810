import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'
import { agencyCalled, type Agency } from '../provinces/agencies.server.ts'
import { agencyState, type AgencyState } from '../provinces/agency.ts'
import type { agencyProposal } from '../provinces/schema.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { searchKey } from '../text/search-key.ts'
import { inProvince } from '../entries/visibility.server.ts'

/** A newsroom of the province that the register lacks, which the secretariat then decides on. Null: not the actor's province. */
export async function proposeAgency(
  actor: Actor,
  province: OwnProvince,
  ask: z.infer<typeof agencyProposal>,
): Promise<{ agencyId: string } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  const nameKey = searchKey(ask.name)
  if (!nameKey) return refuse('form.error.required', {}, 'name')
  return database().transaction(async (tx) => {
    const known = await agencyCalled(tx, ask.name)
    if (known) return refusalOf(known)
    const [made] = await tx
      .insert(agencies)
      .values({
        name: ask.name,
        nameKey,
        level: 'provincial',
        governingBody: ask.governingBody,
        provinceFrame: province.frame,
        provinceCode: province.code,
        proposedBy: actor.userId,
      })
      .onConflictDoNothing()
      .returning({ id: agencies.id })
    if (!made) return refuse('agencies.error.waiting', { name: ask.name }, 'name')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'agency.proposed',
      subjectId: made.id,
      details: { ...ask, province: `${province.frame}:${province.code}` },
    })
    return { agencyId: made.id }
  })
}

/** Why a name cannot be proposed again: it is in the register, waits there, or was refused, and for what reason. */
function refusalOf(known: Agency): Refusal {
  const { name, refusalReason } = known
  const state = agencyState(known)
  if (state === 'proposed') return refuse('agencies.error.waiting', { name }, 'name')
  if (state === 'refused') return refuse('agencies.error.refused', { name, reason: refusalReason }, 'name')
  return refuse('agencies.error.known', { name }, 'name')
}

export type ProposedAgency = {
  id: string
  name: string
  state: AgencyState
  reason: string
  into: string | null
}

/** What coordinators proposed for the province, newest first, and what became of it. */
export async function proposedAgencies({ frame, code }: OwnProvince): Promise<ProposedAgency[]> {
  const successors = alias(agencies, 'successors')
  const rows = await database()
    .select({ agency: agencies, into: successors.name })
    .from(agencies)
    .leftJoin(successors, eq(successors.id, agencies.successorId))
    .where(and(isNotNull(agencies.proposedBy), inProvince(frame, code, agencies.placeId)))
    .orderBy(desc(agencies.createdAt), desc(agencies.id))
    .limit(200)
  return rows.map(({ agency, into }) => ({
    id: agency.id,
    name: agency.name,
    state: agencyState(agency),
    reason: agency.refusalReason,
    into,
  }))
}
