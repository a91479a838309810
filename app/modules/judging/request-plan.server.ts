import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { assignmentPlans, panelCategories, roundEntries } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { lockRound, type Round } from './form-round.server.ts'
import { whyNotForm } from './policy.ts'

/**
 * Asks the worker who should read what. Nothing is assigned until the plan is applied. `relaxed`: entries that cannot
 * have all their readers may have as many as they can.
 */
export async function requestPlan(
  actor: Actor,
  roundId: string,
  relaxed = false,
): Promise<{ planId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const refusal = whyNotForm(round)
    if (refusal) return refusal
    if (round.stage === 'preliminary') await takeInEligible(tx, round)
    return queuePlan(tx, { roundId, relaxed, createdBy: actor.userId })
  })
}

/**
 * Asks for a plan of `budget` further readings where they help most, by scores that are in; `top` is the share of each
 * category that goes on, in percent.
 */
export async function requestWave(
  actor: Actor,
  roundId: string,
  ask: { budget: number; top: number },
): Promise<{ planId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.state !== 'open') return refuse('judging.refused.notOpen')
    return queuePlan(tx, { roundId, budget: ask.budget, top: ask.top / 100, createdBy: actor.userId })
  })
}

/** The preliminary round reads every eligible entry of its panels' categories; the final one reads what was advanced. */
async function takeInEligible(tx: Transaction, round: Round) {
  await tx.execute(sql`
    insert into ${roundEntries} (round_id, entry_id)
    select ${round.id}, e.id
    from ${entries} e
    where e.edition_id = ${round.editionId} and e.state = 'eligible' and e.category_id in (
      select c.category_id from ${panelCategories} c where c.round_id = ${round.id})
    on conflict do nothing`)
}

async function queuePlan(tx: Transaction, values: typeof assignmentPlans.$inferInsert) {
  const [plan] = await tx.insert(assignmentPlans).values(values).returning({ id: assignmentPlans.id })
  await enqueue(tx, 'plan-assignment', { planId: plan!.id })
  return { planId: plan!.id }
}
