import { sql, type SQL } from 'drizzle-orm'
import { asOf, database, once } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { conflictChanges } from '#db/schema/judging.ts'
import { localToday } from '#db/vietnamese.ts'
import { barredReadings, barredWorks } from './conflicts.server.ts'

/**
 * From what somebody must keep away is asked with every desk, list and save and changes a few times a season, and to put
 * the whole rule into each of these statements costs the database more than the rest of it. So this process keeps what it
 * found, with the snapshot it was true at, and each statement that goes by it asks in itself whether it still holds
 * (`stillHolds`): whether it sees a transaction that wrote something the rule rests on and that was not seen then, and
 * whether the day has turned, on which a merger may begin. Nothing is told by an answer that does not hold any more, not
 * even for a moment: what is asked and whether it may be told are of one snapshot.
 */
export type Known = { works: string[]; seen: string; day: string }

/** In SQL, whether what was known at a snapshot on a day is what the rule would find now. */
export const stillHolds = ({ seen, day }: Record<'seen' | 'day', SQL>) => sql<boolean>`(
  ${localToday} = ${day}::date and not exists (
    select 1
    from (select ${seen}::pg_snapshot as seen) g
    join ${conflictChanges} y on y.xid >= pg_snapshot_xmin(g.seen)
    where not pg_visible_in_snapshot(y.xid, g.seen)))`

/** What is known stands as parameters in a statement that is prepared once. */
export const knownIn = (statement: { works: SQL; seen: SQL; day: SQL }, entryId: SQL) =>
  sql<boolean>`(${entryId} <> all(${statement.works}::text[]) and ${stillHolds(statement)})`

export const placeholders = {
  works: sql`${sql.placeholder('works')}`,
  seen: sql`${sql.placeholder('seen')}`,
  day: sql`${sql.placeholder('day')}`,
}

const found = (barred: SQL) => sql`(
  select coalesce(array_agg(x.entry_id), '{}') as works, pg_current_snapshot()::text as seen,
    ${localToday}::text as day
  from (${barred}) x) z`

const columns = { works: sql<string[]>`z.works`, seen: sql<string>`z.seen`, day: sql<string>`z.day` }

const ofReadings = once(() =>
  database()
    .select(columns)
    .from(found(barredReadings(sql`${sql.placeholder('judgeId')}`)))
    .prepare('barred_readings'),
)
const ofEdition = once(() =>
  database()
    .select(columns)
    .from(found(barredWorks(sql`${sql.placeholder('userId')}`, sql`${sql.placeholder('editionId')}`)))
    .prepare('barred_works'),
)
const holding = once(() =>
  database()
    .select({ holds: stillHolds(placeholders) })
    .from(sql`(select 1) one`)
    .prepare('known_holds'),
)

/** Rows of `conflict_changes` are kept far longer than anything is known here. */
const keptFor = 10 * 60_000
const mostKnown = 2000
const kept = new Map<string, Known & { until: number }>()

function keep(key: string, known: Known): Known {
  if (kept.size >= mostKnown) kept.delete(kept.keys().next().value!)
  kept.delete(key)
  kept.set(key, { ...known, until: performance.now() + keptFor })
  return known
}

function keptUnder(key: string): Known | undefined {
  const known = kept.get(key)
  if (known && known.until > performance.now()) return known
  kept.delete(key)
  return undefined
}

/** Takes out the changes that nothing known is old enough to have missed. */
export async function clearOldChanges() {
  await database()
    .delete(conflictChanges)
    .where(sql`${conflictChanges.at} < now() - interval '6 hours'`)
}

/** What is known of a judge's readings, if anything; whoever goes by it asks in the same statement whether it holds. */
export const knownOfReadings = (judgeId: string) => keptUnder(judgeId)

export const forgetReadings = (judgeId: string) => void kept.delete(judgeId)

/**
 * Asks by what is known of a judge's readings. `ask` answers null where that does not hold any more or there is nothing
 * to tell; then the rule is gone through anew, and asked again at the same moment.
 */
export async function asKnown<Answer>(
  judgeId: string,
  ask: (known: Known) => Promise<Answer | null>,
): Promise<Answer | null> {
  const known = keptUnder(judgeId)
  const answer = known ? await ask(known) : null
  if (answer !== null) return answer
  return asOf(async () => {
    const [now] = await ofReadings().execute({ judgeId })
    return ask(keep(judgeId, now!))
  })
}

/** The works of an edition that somebody must keep away from, whatever part they play in it. */
export async function worksBarredTo(
  userId: string,
  editionId: string,
  connection?: Connection,
): Promise<Set<string>> {
  if (connection) {
    const rows = await connection.execute<{ id: string }>(sql`
      select b.entry_id as id from (${barredWorks(sql`${userId}`, sql`${editionId}`)}) b`)
    return new Set(rows.map((row) => row.id))
  }
  const key = `${userId} ${editionId}`
  const known = keptUnder(key)
  if (known && (await holding().execute({ seen: known.seen, day: known.day }))[0]!.holds)
    return new Set(known.works)
  const [now] = await ofEdition().execute({ userId, editionId })
  return new Set(keep(key, now!).works)
}
