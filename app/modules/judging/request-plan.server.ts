import { database } from '#app/ground.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import type { Transaction } from '#db/client.ts'
import { assignmentPlans } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { lockRound } from './form-round.server.ts'
import { whyNotForm } from './policy.ts'
import { takeInEligible } from './take-in-eligible.server.ts'

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
    await takeInEligible(tx, round)
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

async function queuePlan(tx: Transaction, values: typeof assignmentPlans.$inferInsert) {
  const [plan] = await tx.insert(assignmentPlans).values(values).returning({ id: assignmentPlans.id })
  await enqueue(tx, 'plan-assignment', { planId: plan!.id })
  return { planId: plan!.id }
}
