import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { auditEvents, auditLinks, auditOrigins } from '#db/schema/audit.ts'
import { firstBreak, genesis, originHash, type Break, type Link, type Origin } from './audit-chain.ts'

export type AuditCheck = {
  ok: boolean
  rows: number
  head: string
  /** the first link that does not follow from those before it */
  broken: Break | null
  /** events that stand in no chain, a hundred at most */
  unlinked: number[]
  /** events whose name, address or device is not the one they were written with, a hundred at most */
  astray: number[]
}

const page = 5000
const mostNamed = 100

/** Walks the chain of the record, and looks for events beside it. */
export async function verifyAudit(connection: Connection = database()): Promise<AuditCheck> {
  let at = { seq: 0, head: genesis }
  let broken: Break | null = null
  const astray: number[] = []
  for (;;) {
    const links = await linksAfter(connection, at.seq)
    broken = firstBreak(links, at)
    for (const link of links) if (isAstray(link) && astray.length < mostNamed) astray.push(link.id)
    const last = links.at(-1)
    if (last) at = { seq: last.seq, head: last.hash }
    if (broken || links.length < page) break
  }
  const unlinked = await unlinkedEvents(connection)
  return {
    ok: broken === null && unlinked.length === 0 && astray.length === 0,
    rows: at.seq,
    head: at.head,
    broken,
    unlinked,
    astray,
  }
}

type Row = Link & { origin: Origin | null }

async function linksAfter(connection: Connection, seq: number): Promise<Row[]> {
  const rows = await connection.execute<Omit<Row, 'seq' | 'id'> & { seq: string; id: string }>(sql`
    select
      l.seq,
      l.hash,
      e.id,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      e.actor_id as "actorId",
      e.kind,
      e.subject_id as "subjectId",
      e.edition_id as "editionId",
      e.details::text as details,
      e.outcome,
      e.origin_hash as "originHash",
      case when o.event_id is not null then
        json_build_object('name', o.name, 'address', o.address, 'device', o.device, 'salt', o.salt) end as origin
    from ${auditLinks} l
    join ${auditEvents} e on e.id = l.event_id
    left join ${auditOrigins} o on o.event_id = l.event_id
    where l.seq > ${seq}
    order by l.seq
    limit ${page}`)
  return rows.map((row) => ({ ...row, seq: Number(row.seq), id: Number(row.id) }))
}

const isAstray = (link: Row) => link.origin !== null && originHash(link.origin) !== link.originHash

async function unlinkedEvents(connection: Connection): Promise<number[]> {
  const rows = await connection.execute<{ id: string }>(sql`
    select e.id
    from ${auditEvents} e
    where not exists (select from ${auditLinks} l where l.event_id = e.id)
    order by e.id
    limit ${mostNamed}`)
  return rows.map((row) => Number(row.id))
}
