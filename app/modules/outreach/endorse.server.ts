import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { endorsementQuotas, endorsements } from '#db/schema/outreach.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { EntryState } from '../entries/entry.ts'
import { authorNames, wasHandedIn } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { endorsed, type Endorsed } from './endorsement.ts'
import { inFrame, unitsOn } from '../provinces/history.ts'
import { currentFrame, provinceHistory, today } from '../provinces/history.server.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'
import { carried, placed, placesIn } from '../participation/placed.server.ts'
import { setByProvince } from '../participation/set-by-province.server.ts'

type Place = Pick<OwnProvince, 'frame' | 'code'>
type EndorsementWork = {
  id: string
  number: number
  title: string
  authors: string
  agency: string | null
  state: Exclude<EntryState, 'draft'>
  position: number | null
}

/** The province's works with their place in its ranking, and its quota. */
export async function endorsementOf(editionId: string, { frame, code }: Place) {
  const [quota, works] = await Promise.all([
    quotaOf(editionId, { frame, code }),
    database().execute<EndorsementWork>(sql`
      select
        e.id,
        e.number,
        e.title,
        e.state,
        g.name as agency,
        n.position,
        ${authorNames(sql`e`)} as authors
      from ${entries} e
      left join ${endorsements} n on n.entry_id = e.id
      left join ${agencies} g on g.id = e.agency_id
      where e.edition_id = ${editionId}
        and ${wasHandedIn(sql`e`)}
        and ${inProvince(frame, code, sql`e.place_id`)}
      order by n.position nulls last, e.number
      limit 5000`),
  ])
  const standings = standingsOf(works, quota)
  return { quota, works: works.map((work) => ({ ...work, ...standings.get(work.id)! })) }
}

function standingsOf(
  works: readonly { id: string; position: number | null; state: string }[],
  quota: number,
): Map<string, Endorsed> {
  const ranked = works.map(({ id, position, state }) => ({ id, position, counts: countsFor(state) }))
  return new Map(endorsed(ranked, quota).map((row) => [row.id, row]))
}

const countsFor = (state: string) =>
  state !== 'withdrawn' && state !== 'ineligible' && state !== 'disqualified'

async function quotaOf(editionId: string, { frame, code }: Place): Promise<number> {
  const [[edition], own] = await Promise.all([
    database().select({ quota: editions.endorsementQuota }).from(editions).where(eq(editions.id, editionId)),
    ownQuotas(editionId, frame),
  ])
  return own.get(code) ?? edition?.quota ?? 0
}

/** Quotas other than the edition's, of units that are what they were when it was set: a merged unit has the edition's. */
async function ownQuotas(editionId: string, frame: string): Promise<Map<string, number>> {
  const rows = await database()
    .select()
    .from(endorsementQuotas)
    .where(eq(endorsementQuotas.editionId, editionId))
  return new Map(
    [...inFrame(await provinceHistory(), rows, frame)].flatMap(([code, one]) =>
      one.whole && one.rows.length === 1 ? [[code, one.rows[0]!.quota] as const] : [],
    ),
  )
}

/** Sets the province's ranking: works in order, those left out unranked. Works of others are refused. */
export async function rankWorks(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  ordered: string[],
): Promise<{ ranked: number } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  return database().transaction(async (tx) => {
    const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId)).for('share')
    if (!edition?.endorsement) return null
    const own = await tx.execute<{ id: string }>(sql`
      select e.id
      from ${entries} e
      where e.edition_id = ${editionId}
        and e.number is not null
        and ${inProvince(province.frame, province.code, sql`e.place_id`)}
      for no key update`)
    const known = new Set(own.map((row) => row.id))
    if (ordered.some((id) => !known.has(id)) || new Set(ordered).size !== ordered.length)
      return refuse('form.error.invalid')
    const ranking = and(
      eq(endorsements.editionId, editionId),
      eq(endorsements.frame, province.frame),
      eq(endorsements.code, province.code),
    )
    // What was ranked before a merger carries the unit of then; what has gone to another province, this one.
    await tx.delete(endorsements).where(or(ranking, inArray(endorsements.entryId, [...known])))
    if (ordered.length > 0)
      await tx.insert(endorsements).values(
        ordered.map((entryId, index) => ({
          entryId,
          editionId,
          frame: province.frame,
          code: province.code,
          position: index + 1,
          rankedBy: actor.userId,
        })),
      )
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.ranked',
      subjectId: `${province.frame}:${province.code}`,
      editionId,
      details: { order: ordered },
    })
    return { ranked: ordered.length }
  })
}

export type QuotaRow = {
  code: string
  name: string
  quota: number
  own: boolean
  received: number
  endorsed: number
  reserve: number
  unranked: number
}

/** Works of provinces that cannot be placed in the units of today, as after a split: no board ranks them. */
export async function unplacedWorks(editionId: string): Promise<number> {
  const mapping = carried(await provinceHistory(), await currentFrame())
  const [row] = await database().execute<{ count: number }>(sql`
    with p as (${placed(editionId, mapping)})
    select count(*)::int as count
    from p
    where code is null and outside is null and place_id is not null`)
  return row!.count
}

/** Every province with its quota and how it stands, for the organizers: two readings whatever their number. */
export async function quotaBoard(edition: { id: string; endorsementQuota: number }): Promise<QuotaRow[]> {
  const history = await provinceHistory()
  const frame = await currentFrame()
  const [own, works] = await Promise.all([
    ownQuotas(edition.id, frame),
    database().execute<{ id: string; code: string; state: string; position: number | null }>(sql`
      select e.id, m.target as code, e.state, n.position
      from ${entries} e
      join ${placesIn(carried(history, frame))}
      left join ${endorsements} n on n.entry_id = e.id
      where e.edition_id = ${edition.id} and ${wasHandedIn(sql`e`)}`),
  ])
  return unitsOn(history, frame, today()).map(({ code, name }) => {
    const here = works.filter((work) => work.code === code)
    const quota = own.get(code) ?? edition.endorsementQuota
    const standings = standingsOf(here, quota)
    const count = (standing: Endorsed['standing']) =>
      here.filter((work) => standings.get(work.id)!.standing === standing && countsFor(work.state)).length
    return {
      code,
      name,
      quota,
      own: own.has(code),
      received: here.filter((work) => work.state !== 'withdrawn').length,
      endorsed: count('endorsed'),
      reserve: count('reserve'),
      unranked: count('unranked'),
    }
  })
}

/** Sets the quota of provinces that differ from the edition's; an empty one takes the edition's. */
export function setQuotas(actor: Actor, editionId: string, asked: Map<string, number | null>) {
  return setByProvince(actor, editionId, 'participation.quotas', asked, async (tx, frame, rows) => {
    await tx
      .delete(endorsementQuotas)
      .where(and(eq(endorsementQuotas.editionId, editionId), eq(endorsementQuotas.frame, frame)))
    if (rows.length > 0)
      await tx
        .insert(endorsementQuotas)
        .values(rows.map(({ code, value }) => ({ editionId, frame, code, quota: value })))
  })
}

/** The standing of one work with its province's board, for whoever screens it; null where no board is asked. */
export async function endorsementOfEntry(entryId: string) {
  const [row] = await database().execute<{ frame: string; code: string; editionId: string }>(sql`
    select n.frame, n.code, n.edition_id as "editionId"
    from ${endorsements} n
    join ${editions} e on e.id = n.edition_id and e.endorsement
    where n.entry_id = ${entryId}`)
  if (!row) return null
  const { works, quota } = await endorsementOf(row.editionId, row)
  const work = works.find((one) => one.id === entryId)
  return work ? { standing: work.standing, place: work.place, quota } : null
}
