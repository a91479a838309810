import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { planOfRound } from '#app/modules/judging/plan-of-round.server.ts'
import { requestWave } from '#app/modules/judging/request-plan.server.ts'
import { assignments } from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { judgedRound, type JudgedRound } from '#tests/support/judged-round.ts'

let w: JudgedRound
beforeAll(async () => {
  w = await judgedRound()
})
beforeEach(restoreWorld)

it('plans a wave of readings where they help most and adds them behind the rest', async () => {
  const { planId } = (await requestWave(w.organizer, w.roundId, { budget: 3, top: 25 })) as { planId: string }
  await makePlan(planId)
  expect((await planOfRound(w.roundId))!.outcome!.added.length).toBe(3)
  const last = await lastPlaces()
  expect(await applyPlan(w.organizer, planId)).toMatchObject({ added: 3 })
  const added = await database().select().from(assignments).where(eq(assignments.wave, 1))
  expect(added.length).toBe(3)
  for (const [judgeId, own] of Map.groupBy(added, (row) => row.judgeId))
    expect(own.map((row) => row.position).toSorted()).toEqual(
      own.map((_, index) => last.get(judgeId)! + index + 1),
    )
  const twice = await database().execute(sql`
    select entry_id from ${assignments} where round_id = ${w.roundId} group by entry_id, judge_id having count(*) > 1`)
  expect([...twice]).toEqual([])
})

async function lastPlaces() {
  const given = await database().select().from(assignments).where(eq(assignments.roundId, w.roundId))
  const last = new Map<string, number>()
  for (const { judgeId, position } of given) last.set(judgeId, Math.max(position, last.get(judgeId) ?? 0))
  return last
}
