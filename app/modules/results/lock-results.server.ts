import { and, count, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { roundEntries, rounds } from '#db/schema/judging.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { editionStateOf } from '../editions/edition-moves.ts'
import { stillIn } from '../entries/received.server.ts'
import { lastRoundOf } from '../judging/rounds-in-order.server.ts'
import { refuse } from '../refusal/refusal.ts'
import { type Answer, moveResults, whyNotMoveEdition } from './move-results.server.ts'
import { lacksReasons, rankCategories, recordPrizeOutcomes } from './outcomes.server.ts'
import { whyNotLock } from './policy.ts'
import { standOf } from './round-model.server.ts'
import { moved, whileStands } from './while-stands.server.ts'

export async function lockResults(actor: Actor, editionId: string): Answer {
  if (!organizes(actor, editionId)) return null
  return whileStands(
    () => rankFinal(editionId),
    (ranked) => lockOn(actor, editionId, ranked),
  )
}

/** The final round with the ranking of every category; null where there is none. */
async function rankFinal(editionId: string) {
  const final = await lastRoundOf(editionId, 'final')
  const own = await categoriesOf(editionId)
  const ids = own.map((category) => category.id)
  return final && { id: final.id, editionId, ranking: await rankCategories(final.id, ids) }
}

async function lockOn(
  actor: Actor,
  editionId: string,
  final: Awaited<ReturnType<typeof rankFinal>>,
): Promise<Awaited<Answer> | typeof moved> {
  return moveResults<typeof moved>(actor, editionId, async (tx, edition) => {
    const [proposed] = await tx
      .select({ count: count() })
      .from(prizesGiven)
      .where(eq(prizesGiven.editionId, editionId))
    const [open] = await tx
      .select({ count: count() })
      .from(rounds)
      .where(and(eq(rounds.editionId, editionId), eq(rounds.state, 'open')))
    const state = editionStateOf(edition, await databaseNow(tx))
    const couldWin = await leftInFinal(tx, editionId)
    const refusal = whyNotLock({ state, prizes: proposed!.count, openRounds: open!.count, couldWin })
    if (refusal) return refusal
    const standing = await lastRoundOf(editionId, 'final', tx)
    if (standing?.id !== final?.id) return moved
    if (final) {
      if ((await standOf(final.id, tx)) !== final.ranking.stand) return moved
      await recordPrizeOutcomes(tx, actor, final, final.ranking)
    }
    if (await lacksReasons(tx, editionId)) return refuse('results.refused.reasons')
    await tx
      .update(editions)
      .set({ resultsLockedAt: sql`now()` })
      .where(eq(editions.id, editionId))
    return 'results.locked'
  })
}

/** Works that were not disqualified in finals that are closed; null where there is none. */
async function leftInFinal(tx: Transaction, editionId: string): Promise<number | null> {
  const [row] = await tx.execute<{ finals: number; left: number }>(sql`
    select count(distinct r.id)::int as finals, count(e.id)::int as left
    from ${rounds} r
    left join ${roundEntries} w on w.round_id = r.id
    left join ${entries} e on e.id = w.entry_id and ${stillIn(sql`e`)}
    where r.edition_id = ${editionId} and r.stage = 'final' and r.state = 'closed'`)
  return row!.finals > 0 ? row!.left : null
}

export async function unlockResults(actor: Actor, editionId: string): Answer {
  return moveResults<never>(actor, editionId, async (tx, edition) => {
    const refusal = await whyNotMoveEdition(tx, edition, 'unlocked')
    if (refusal) return refusal
    await tx.update(editions).set({ resultsLockedAt: null }).where(eq(editions.id, editionId))
    return 'results.unlocked'
  })
}
