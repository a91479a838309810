import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { editions, endorsementQuotas, endorsements } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { endorsed, type Endorsed } from './endorsement.ts'
import { currentFrame, unitsOf } from './history.server.ts'
import { holds } from './invite-people.server.ts'
import type { OwnProvince } from './own-province.server.ts'

type Place = Pick<OwnProvince, 'frame' | 'code'>
type EndorsementWork = {
  id: string
  number: number
  title: string
  authors: string
  agency: string | null
  state: 'submitted' | 'returned' | 'eligible' | 'ineligible' | 'withdrawn'
  position: number | null
}

/** The province's works with their place in its ranking, and its quota. */
export async function endorsementOf(editionId: string, { frame, code }: Place) {
  const [quota, works] = await Promise.all([
    quotaOf(editionId, { frame, code }),
    database().execute<EndorsementWork>(sql`
      select e.id, e.number, e.title, e.state, g.name as agency, n.position,
        (select string_agg(a.name, ', ' order by a.position) from entry_authors a where a.entry_id = e.id) as authors
      from entries e left join endorsements n on n.entry_id = e.id left join agencies g on g.id = e.agency_id
      where e.edition_id = ${editionId} and e.number is not null and e.state <> 'draft' and ${inProvince(frame, code, sql`(e.province_frame, e.province_code)`)}
      order by n.position nulls last, e.number limit 5000`),
  ])
  const standing = new Map(
    endorsed(
      works.map(({ id, position, state }) => ({ id, position, counts: countsFor(state) })),
      quota,
    ).map((row) => [row.id, row]),
  )
  return { quota, works: works.map((work) => ({ ...work, ...(standing.get(work.id) as Endorsed) })) }
}

const countsFor = (state: string) => state !== 'withdrawn' && state !== 'ineligible'

async function quotaOf(editionId: string, { frame, code }: Place): Promise<number> {
  const [row] = await database()
    .select({ quota: sql<number>`coalesce(${endorsementQuotas.quota}, ${editions.endorsementQuota})` })
    .from(editions)
    .leftJoin(
      endorsementQuotas,
      and(
        eq(endorsementQuotas.editionId, editions.id),
        eq(endorsementQuotas.frame, frame),
        eq(endorsementQuotas.code, code),
      ),
    )
    .where(eq(editions.id, editionId))
  return row?.quota ?? 0
}

/** Sets the province's ranking: works in order, those left out unranked. Works of others are refused. */
export async function rankWorks(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  ordered: string[],
): Promise<{ ranked: number } | Refusal | null> {
  if (!(await holds(actor, province))) return null
  return database().transaction(async (tx) => {
    const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId)).for('share')
    if (!edition?.endorsement) return null
    const own = await tx.execute<{ id: string; counts: boolean }>(sql`
      select e.id, e.state in ('submitted', 'returned', 'eligible') as counts from entries e
      where e.edition_id = ${editionId} and e.number is not null and ${inProvince(province.frame, province.code, sql`(e.province_frame, e.province_code)`)} for update`)
    const known = new Map(own.map((row) => [row.id, row.counts]))
    if (ordered.some((id) => !known.has(id)) || new Set(ordered).size !== ordered.length)
      return refuse('form.error.invalid')
    const mine = and(
      eq(endorsements.editionId, editionId),
      eq(endorsements.frame, province.frame),
      eq(endorsements.code, province.code),
    )
    await tx.delete(endorsements).where(mine)
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

/** Every province with its quota and how it stands, for the organizers. */
export async function quotaBoard(editionId: string): Promise<QuotaRow[]> {
  const frame = await currentFrame()
  const [units, quotas] = await Promise.all([
    unitsOf(frame),
    database()
      .select()
      .from(endorsementQuotas)
      .where(and(eq(endorsementQuotas.editionId, editionId), eq(endorsementQuotas.frame, frame))),
  ])
  const own = new Set(quotas.map((row) => row.code))
  return Promise.all(
    units.map(async ({ code, name }) => {
      const { quota, works } = await endorsementOf(editionId, { frame, code })
      const count = (standing: string) => works.filter((work) => work.standing === standing).length
      return {
        code,
        name,
        quota,
        own: own.has(code),
        received: works.filter((work) => work.state !== 'withdrawn').length,
        endorsed: count('endorsed'),
        reserve: count('reserve'),
        unranked: works.filter((work) => work.standing === 'unranked' && countsFor(work.state)).length,
      }
    }),
  )
}

/** Sets the quota of provinces that differ from the edition's; an empty one takes the edition's. */
export async function setQuotas(
  actor: Actor,
  editionId: string,
  asked: Map<string, number | null>,
): Promise<{ set: number } | Refusal | null> {
  const frame = await currentFrame()
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    const known = new Set((await unitsOf(frame, tx)).map((unit) => unit.code))
    if ([...asked.keys()].some((code) => !known.has(code))) return refuse('form.error.invalid')
    await tx
      .delete(endorsementQuotas)
      .where(and(eq(endorsementQuotas.editionId, editionId), eq(endorsementQuotas.frame, frame)))
    const rows = [...asked].flatMap(([code, quota]) =>
      quota === null ? [] : [{ editionId, frame, code, quota }],
    )
    if (rows.length > 0) await tx.insert(endorsementQuotas).values(rows)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.quotas',
      subjectId: editionId,
      editionId,
      details: Object.fromEntries(rows.map((row) => [row.code, row.quota])),
    })
    return { set: rows.length }
  })
}

/** The standing of one work with its province's board, for whoever screens it; null where no board is asked. */
export async function endorsementOfEntry(entryId: string) {
  const [row] = await database().execute<{ frame: string; code: string; editionId: string }>(sql`
    select n.frame, n.code, n.edition_id as "editionId" from endorsements n join editions e on e.id = n.edition_id and e.endorsement where n.entry_id = ${entryId}`)
  if (!row) return null
  const { works, quota } = await endorsementOf(row.editionId, row)
  const work = works.find((one) => one.id === entryId)
  return work ? { standing: work.standing, place: work.place, quota } : null
}
