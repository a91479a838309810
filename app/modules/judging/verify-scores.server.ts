import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { scoreChains, scoreEvents, scoreSheets, scores } from '#db/schema/judging.ts'
import { firstBreak, genesis, type Break, type Link } from './score-chain.ts'

export type ChainCheck = {
  ok: boolean
  /** SHA-256 over the heads of all rounds, by round: what minutes and letters carry out of the database */
  head: string
  rounds: { round: string; rows: number; head: string }[]
  /** the first row that does not follow from those before it */
  broken: (Break & { round: string }) | null
  /** sheets that are gone or no longer say what their last event says */
  astray: string[]
}

const page = 5000

/** Walks every chain of score events and compares what stands in the sheets with their last event. */
export async function verifyScores(connection: Connection = database()): Promise<ChainCheck> {
  const chains = await chainsOf(connection)
  const rounds: ChainCheck['rounds'] = []
  let broken: ChainCheck['broken'] = null
  for (const chain of chains) {
    const found = await walk(connection, chain.roundId, chain)
    broken ??= found && { round: chain.roundId, ...found }
    rounds.push({ round: chain.roundId, rows: chain.seq, head: chain.head })
  }
  const astray = await sheetsAstray(connection)
  return { ok: broken === null && astray.length === 0, head: headOf(rounds), rounds, broken, astray }
}

/** Every round that has a chain or events; events without a chain's end follow from nothing. */
async function chainsOf(connection: Connection) {
  const rows = await connection.execute<{ roundId: string; seq: number; head: string }>(sql`
    select
      coalesce(c.round_id, e.round_id) as "roundId",
      coalesce(c.seq, 0) as seq,
      coalesce(c.head, ${genesis}) as head
    from ${scoreChains} c
    full join (select distinct round_id from ${scoreEvents} where round_id is not null) e
      on e.round_id = c.round_id
    order by 1`)
  return [...rows]
}

/** One hash for all rounds. */
export const headOf = (rounds: { round: string; head: string }[]) =>
  createHash('sha256')
    .update(JSON.stringify(rounds.map(({ round, head }) => [round, head])))
    .digest('hex')

async function walk(
  connection: Connection,
  roundId: string,
  end: { seq: number; head: string },
): Promise<Break | null> {
  let at = { seq: 0, head: genesis }
  for (;;) {
    const links = await linksAfter(connection, roundId, at.seq)
    const found = firstBreak(links, at)
    if (found) return found
    const last = links.at(-1)
    if (last) at = { seq: last.seq, head: last.hash }
    if (links.length < page) break
  }
  if (at.seq < end.seq) return { seq: at.seq + 1, sheetId: '', what: 'missing' }
  return at.head === end.head ? null : { seq: at.seq, sheetId: '', what: 'changed' }
}

async function linksAfter(connection: Connection, roundId: string, seq: number): Promise<Link[]> {
  const rows = await connection
    .select()
    .from(scoreEvents)
    .where(sql`${scoreEvents.roundId} = ${roundId} and ${scoreEvents.seq} > ${seq}`)
    .orderBy(scoreEvents.seq)
    .limit(page)
  return rows.map((row) => ({
    ...row,
    roundId,
    seq: row.seq!,
    hash: row.hash!,
    at: row.at.toISOString(),
  }))
}

async function sheetsAstray(connection: Connection): Promise<string[]> {
  const rows = await connection.execute<{ id: string }>(sql`
    select last.sheet_id as id
    from (
      select distinct on (e.sheet_id) e.*
      from ${scoreEvents} e
      where e.round_id is not null
      order by e.sheet_id, e.version desc) last
    left join ${scoreSheets} s on s.id = last.sheet_id
    left join lateral (
      select coalesce(jsonb_object_agg(p.criterion_id, p.points), '{}') as points, sum(p.points) as total
      from ${scores} p
      where p.sheet_id = s.id) given on true
    where s.id is null
      or last.version <> s.version
      or last.points <> given.points
      or last.note <> s.note
      or last.private_note <> s.private_note
      or last.flags <> s.flags
      or (last.kind = 'submitted') <> (s.state = 'submitted')
      or (s.state = 'submitted' and s.total <> given.total)
    order by 1`)
  return rows.map((row) => row.id)
}
