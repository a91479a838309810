import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { conflictDeclarations, conflicts, panelJudges, panels, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { agencyNamed } from '../provinces/agencies.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { interestsListed } from './declared-conflicts.server.ts'
import { giveBack } from './give-back.server.ts'

type Declared = { agencyIds: string[]; authorKeys: string[]; agency: string; reason: string }

/**
 * A judge goes through the list of a round and says which agencies (and, where authors are shown, which people) are too
 * near; one that is not on the list may be named. Their works that are already assigned are given back at once, sheets
 * or not, in every round that is not closed, and the next assignment keeps them away. An empty list is an answer too.
 */
export async function declareConflicts(
  actor: Actor,
  roundId: string,
  ask: Declared,
): Promise<{ givenBack: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [seat] = await tx
      .select({ editionId: rounds.editionId })
      .from(panelJudges)
      .innerJoin(panels, eq(panels.id, panelJudges.panelId))
      .innerJoin(rounds, eq(rounds.id, panels.roundId))
      .where(and(eq(panelJudges.judgeId, actor.userId), eq(rounds.id, roundId)))
      .for('share', { of: rounds })
    if (!seat || !judgesIn(actor, seat.editionId)) return null
    const named = await nearAgencies(tx, ask)
    if ('refused' in named) return named
    const list = await interestsListed(tx, roundId, actor.userId)
    const authorKeys = ask.authorKeys.filter((key) => list.authors.some((author) => author.key === key))
    const objects = [
      ...named.ids.map((agencyId) => ({ agencyId })),
      ...authorKeys.map((authorKey) => ({ authorKey })),
    ]
    if (objects.length > 0 && ask.reason.length < 3) return refuse('judging.refused.reason', {}, 'reason')
    if (objects.length > 0)
      await tx
        .insert(conflicts)
        .values(
          objects.map((object) => ({
            ...object,
            editionId: seat.editionId,
            judgeId: actor.userId,
            origin: 'declared' as const,
            reason: ask.reason,
          })),
        )
        .onConflictDoNothing()
    await tx.insert(conflictDeclarations).values({ roundId, judgeId: actor.userId }).onConflictDoNothing()
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'conflict.declared',
      subjectId: actor.userId,
      editionId: seat.editionId,
      details: { roundId, agencyIds: named.ids, authorKeys },
    })
    const givenBack = await giveBack(tx, actor, actor.userId, seat.editionId, {
      why: 'conflict',
      note: ask.reason,
    })
    return { givenBack }
  })
}

async function nearAgencies(tx: Transaction, ask: Declared): Promise<{ ids: string[] } | Refusal> {
  const ids = new Set(ask.agencyIds)
  if (ask.agency) {
    const agency = await agencyNamed(tx, ask.agency)
    if (!agency) return refuse('judging.refused.noAgency', {}, 'agency')
    ids.add(agency.id)
  }
  return { ids: [...ids] }
}
