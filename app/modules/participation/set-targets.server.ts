import { and, desc, eq, lt } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { participationTargets } from '#db/schema/participation.ts'
import type { Actor } from '../actor/actor.ts'
import { inFrame } from '../provinces/history.ts'
import { currentFrame, provinceHistory } from '../provinces/history.server.ts'
import { participationOf } from './participation-of.server.ts'
import { setByProvince } from './set-by-province.server.ts'
import { byDistance, proposedTarget, type TargetRow } from './targets.ts'

/** Every province with its target and what it sent, the furthest from it first. */
export async function targetBoard(editionId: string): Promise<TargetRow[]> {
  const frame = await currentFrame()
  const [{ rows }, targets] = await asOf(() =>
    Promise.all([participationOf(editionId, frame), targetsOf(editionId)]),
  )
  return byDistance(
    rows.map(({ code, name, received }) => {
      const target = targets.get(code) ?? null
      return { code, name, received, target, left: target === null ? null : Math.max(0, target - received) }
    }),
  )
}

/** The targets of the units of today; those of units that have merged since are added up. */
export async function targetsOf(editionId: string): Promise<Map<string, number>> {
  const rows = await database()
    .select()
    .from(participationTargets)
    .where(eq(participationTargets.editionId, editionId))
  const found = inFrame(await provinceHistory(), rows, await currentFrame())
  return new Map([...found].map(([code, one]) => [code, one.rows.reduce((sum, row) => sum + row.target, 0)]))
}

/** A province's own target; null without one. */
export async function targetOfProvince(editionId: string, code: string): Promise<number | null> {
  return (await targetsOf(editionId)).get(code) ?? null
}

/** Sets the targets of an edition: a number, or none where the field is empty. */
export function setTargets(actor: Actor, editionId: string, asked: Map<string, number | null>) {
  return setByProvince(actor, editionId, 'participation.targets', asked, async (tx, frame, rows) => {
    await tx
      .delete(participationTargets)
      .where(and(eq(participationTargets.editionId, editionId), eq(participationTargets.frame, frame)))
    if (rows.length > 0)
      await tx
        .insert(participationTargets)
        .values(rows.map(({ code, value }) => ({ editionId, frame, code, target: value })))
  })
}

/** Targets proposed from the last three editions before this one, in the provinces of today. */
export async function proposeTargets(editionId: string): Promise<Map<string, number>> {
  const frame = await currentFrame()
  const [edition] = await database().select().from(editions).where(eq(editions.id, editionId))
  const earlier = await database()
    .select({ id: editions.id })
    .from(editions)
    .where(lt(editions.number, edition!.number))
    .orderBy(desc(editions.number))
    .limit(3)
  const counted = await Promise.all(earlier.map((row) => participationOf(row.id, frame)))
  const { rows } = await participationOf(editionId, frame)
  return new Map(
    rows.map(({ code }) => [
      code,
      proposedTarget(counted.map((one) => one.rows.find((row) => row.code === code)?.received ?? 0)),
    ]),
  )
}
