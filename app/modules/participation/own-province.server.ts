import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import type { Actor } from '../actor/actor.ts'
import { coordinatedProvinces } from '../actor/policy.ts'
import { finalBegun } from '../judging/rounds-in-order.server.ts'
import { carry, frameOn, unitsOn } from '../provinces/history.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'

export type OwnProvince = { frame: string; code: string; name: string; isCity: boolean }

/** The provinces a coordinator holds, as the units they are today. */
export async function ownProvinces(actor: Actor): Promise<OwnProvince[]> {
  const history = await provinceHistory()
  const frame = frameOn(history, today())
  const units = unitsOn(history, frame, today())
  return coordinatedProvinces(actor).flatMap((held) => {
    const code = carry(history, held, frame)
    const unit = units.find((one) => one.code === code)
    return unit ? [{ frame, code: unit.code, name: unit.name, isCity: unit.isCity }] : []
  })
}

/** Whether a coordinator holds a unit, as it is today. */
export async function holds(actor: Actor, frame: string, code: string | null): Promise<boolean> {
  return (await ownProvinces(actor)).some((row) => row.frame === frame && row.code === code)
}

/** Whether a coordinator holds today what a unit of whatever frame has become. */
export async function holdsSince(actor: Actor, frame: string, code: string | null): Promise<boolean> {
  if (code === null) return false
  const own = await ownProvinces(actor)
  const history = await provinceHistory()
  return own.some((row) => carry(history, { frame, code }, row.frame) === row.code)
}

/** What may be told of an edition before its results are out: the final's works once it has opened, prizes when published. */
export async function toldOf(editionId: string): Promise<{ final: boolean; prizes: boolean }> {
  const [row] = await database()
    .select({
      published: sql<boolean>`${editions.publishedAt} is not null`,
      finalOpen: finalBegun(editionId),
    })
    .from(editions)
    .where(eq(editions.id, editionId))
  return { final: row!.finalOpen || row!.published, prizes: row!.published }
}
