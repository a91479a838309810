import { and, count, eq, sql } from 'drizzle-orm'
import { editions } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import { awards } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { refuse } from '../refusal/refusal.ts'
import { type Answer, moveResults } from './move-results.server.ts'
import { lacksReasons, recordPrizeOutcomes } from './outcomes.server.ts'
import { finalRoundOf } from './final-round.server.ts'
import { modelOfRound } from './round-model.server.ts'

export async function lockResults(actor: Actor, editionId: string): Answer {
  const final = await finalRoundOf(editionId)
  if (final) await modelOfRound(final.id)
  return moveResults(actor, editionId, async (tx, edition) => {
    const [proposed] = await tx.select({ count: count() }).from(awards).where(eq(awards.editionId, editionId))
    const [open] = await tx
      .select({ count: count() })
      .from(rounds)
      .where(and(eq(rounds.editionId, editionId), eq(rounds.state, 'open')))
    if (edition.resultsLockedAt) return refuse('error.moved')
    if (proposed!.count === 0) return refuse('results.refused.noPrizes')
    if (open!.count > 0) return refuse('results.refused.roundOpen')
    await recordPrizeOutcomes(tx, actor, editionId)
    if (await lacksReasons(tx, editionId)) return refuse('results.refused.reasons')
    await tx
      .update(editions)
      .set({ resultsLockedAt: sql`now()` })
      .where(eq(editions.id, editionId))
    return 'results.locked'
  })
}

export async function unlockResults(actor: Actor, editionId: string): Answer {
  return moveResults(actor, editionId, async (tx, edition) => {
    if (!edition.resultsLockedAt || edition.publishedAt) return refuse('error.moved')
    await tx.update(editions).set({ resultsLockedAt: null }).where(eq(editions.id, editionId))
    return 'results.unlocked'
  })
}
