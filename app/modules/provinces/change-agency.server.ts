import { and, eq, inArray, ne, or, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import { agencies, agencyNames } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { administers, organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { currentFrame, unitsOf } from './history.server.ts'
import type { agencyDetails } from './schema.ts'

export const mayChangeAgencies = (actor: Actor) => administers(actor) || organizes(actor)

/**
 * What the register says of an agency: name, level, seat, other names, successor. An entry keeps the place it was
 * entered with; works already received stay with the agency that sent them. Null: not there, or not allowed.
 */
export async function changeAgency(
  actor: Actor,
  id: string,
  ask: z.infer<typeof agencyDetails>,
): Promise<Refusal | { done: true } | null> {
  if (!mayChangeAgencies(actor)) return null
  const [frame, units] = [await currentFrame(), await unitsOf()]
  return database().transaction(async (tx) => {
    const [agency] = await tx.select().from(agencies).where(eq(agencies.id, id)).for('update')
    if (!agency) return null
    const seated = ask.level === 'provincial'
    const keepsSeat = seated && ask.province === '' && agency.provinceCode !== null
    if (seated && !keepsSeat && !units.some((unit) => unit.code === ask.province))
      return refuse('form.error.required', {}, 'province')
    const keys = [ask.name, ...ask.names].map(searchKey)
    const [taken] = await tx
      .select({ name: agencies.name })
      .from(agencies)
      .leftJoin(agencyNames, eq(agencyNames.agencyId, agencies.id))
      .where(
        and(ne(agencies.id, id), or(inArray(agencies.nameKey, keys), inArray(agencyNames.nameKey, keys))),
      )
      .limit(1)
    if (taken) return refuse('agencies.error.nameTaken', { name: taken.name }, 'names')
    const successor = ask.successor
      ? (
          await tx
            .select()
            .from(agencies)
            .where(eq(agencies.nameKey, searchKey(ask.successor)))
        )[0]
      : undefined
    if (ask.successor && (!successor || successor.id === id))
      return refuse('agencies.error.noSuccessor', {}, 'successor')
    if ((ask.successor === '') !== (ask.mergedOn === '')) return refuse('form.error.required', {}, 'mergedOn')
    if (successor && (await leadsTo(tx, successor.id, id)))
      return refuse('agencies.error.circle', {}, 'successor')
    await tx
      .update(agencies)
      .set({
        name: ask.name,
        nameKey: searchKey(ask.name),
        level: ask.level,
        governingBody: ask.governingBody,
        ...(keepsSeat
          ? {}
          : seated
            ? { provinceFrame: frame, provinceCode: ask.province }
            : { provinceFrame: null, provinceCode: null }),
        successorId: successor?.id ?? null,
        mergedOn: ask.mergedOn || null,
        approvedAt: agency.approvedAt ?? sql`now()`,
      })
      .where(eq(agencies.id, id))
    await tx.delete(agencyNames).where(eq(agencyNames.agencyId, id))
    const names = ask.names.filter((name) => searchKey(name) && searchKey(name) !== searchKey(ask.name))
    if (names.length > 0)
      await tx
        .insert(agencyNames)
        .values(names.map((name) => ({ agencyId: id, name, nameKey: searchKey(name) })))
        .onConflictDoNothing()
    await recordEvent(tx, { actorId: actor.userId, kind: 'agency.changed', subjectId: id, details: ask })
    return { done: true as const }
  })
}

async function leadsTo(
  tx: Parameters<Parameters<ReturnType<typeof database>['transaction']>[0]>[0],
  from: string,
  to: string,
) {
  const [row] = await tx.execute<{ circle: boolean }>(sql`
    with recursive line(id) as (select ${from}::text union select g.successor_id from ${agencies} g join line l on g.id = l.id where g.successor_id is not null)
    select exists (select 1 from line where id = ${to}) as circle`)
  return row!.circle
}
