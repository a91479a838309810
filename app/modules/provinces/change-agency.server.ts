import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { agencies, agencyNames } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { administers, organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { isRefusal, refuse, type Refusal } from '../refusal/refusal.ts'
import { agencyCalled, namesTaken } from './agencies.server.ts'
import { currentFrame, unitsOf } from './history.server.ts'
import type { agencyDetails } from './schema.ts'

export const mayChangeAgencies = (actor: Actor) => administers(actor) || organizes(actor)

type Details = z.infer<typeof agencyDetails>

/**
 * What the register says of an agency: name, level, seat, other names, successor. An entry keeps the place it was
 * entered with; works already received stay with the agency that sent them. Null: not there, or not allowed.
 */
export async function changeAgency(
  actor: Actor,
  id: string,
  ask: Details,
): Promise<Refusal | { done: true } | null> {
  if (!mayChangeAgencies(actor)) return null
  const [frame, units] = [await currentFrame(), await unitsOf()]
  return database().transaction(async (tx) => {
    const [agency] = await tx.select().from(agencies).where(eq(agencies.id, id)).for('no key update')
    if (!agency) return null
    const seat = seatOf(agency, ask, frame, units)
    if (isRefusal(seat)) return seat
    const taken = await namesTaken(tx, id, [ask.name, ...ask.names])
    if (taken) return refuse('agencies.error.nameTaken', { name: taken }, 'names')
    // Two that each look before the other is done would close a circle together; the table's trigger takes the same lock.
    if (ask.successor) await tx.execute(sql`select pg_advisory_xact_lock(20261126, 1)`)
    const successor = await successorOf(tx, id, ask)
    if (isRefusal(successor)) return successor
    await tx
      .update(agencies)
      .set({
        name: ask.name,
        nameKey: searchKey(ask.name),
        level: ask.level,
        governingBody: ask.governingBody,
        ...seat,
        successorId: successor?.id ?? null,
        mergedOn: ask.mergedOn || null,
        approvedAt: agency.approvedAt ?? sql`now()`,
        refusedAt: null,
        refusalReason: '',
      })
      .where(eq(agencies.id, id))
    await writeNames(tx, id, ask)
    await recordEvent(tx, { actorId: actor.userId, kind: 'agency.changed', subjectId: id, details: ask })
    return { done: true as const }
  })
}

/** The columns of the seat: a provincial agency has one, and keeps the one it has where none is chosen. */
function seatOf(
  agency: { provinceCode: string | null },
  ask: Details,
  frame: string,
  units: { code: string }[],
): { provinceFrame?: string | null; provinceCode?: string | null } | Refusal {
  if (ask.level !== 'provincial') return { provinceFrame: null, provinceCode: null }
  if (ask.province === '' && agency.provinceCode !== null) return {}
  return units.some((unit) => unit.code === ask.province)
    ? { provinceFrame: frame, provinceCode: ask.province }
    : refuse('form.error.required', {}, 'province')
}

/** The agency it was merged into, from a day on; never in a circle. */
async function successorOf(
  tx: Transaction,
  id: string,
  ask: Details,
): Promise<{ id: string } | Refusal | null> {
  const found = await agencyCalled(tx, ask.successor)
  if (ask.successor && (!found || found.id === id))
    return refuse('agencies.error.noSuccessor', {}, 'successor')
  if ((ask.successor === '') !== (ask.mergedOn === '')) return refuse('form.error.required', {}, 'mergedOn')
  if (found && (await leadsTo(tx, found.id, id))) return refuse('agencies.error.circle', {}, 'successor')
  return found
}

async function writeNames(tx: Transaction, id: string, ask: Details) {
  await tx.delete(agencyNames).where(eq(agencyNames.agencyId, id))
  const names = ask.names.filter((name) => searchKey(name) && searchKey(name) !== searchKey(ask.name))
  if (names.length > 0)
    await tx
      .insert(agencyNames)
      .values(names.map((name) => ({ agencyId: id, name, nameKey: searchKey(name) })))
      .onConflictDoNothing()
}

async function leadsTo(tx: Transaction, from: string, to: string) {
  const [row] = await tx.execute<{ circle: boolean }>(sql`
    with recursive line(id) as (
      select ${from}::text
      union
      select g.successor_id from ${agencies} g join line l on g.id = l.id where g.successor_id is not null)
    select exists (select 1 from line where id = ${to}) as circle`)
  return row!.circle
}
