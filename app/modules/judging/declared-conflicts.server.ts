import { and, eq, isNull, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { entries, entryAgencies, entryAuthors } from '#db/schema/entries.ts'
import { conflicts, panelEntries, panelJudges, panels, rounds } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'

type Interests = {
  agencies: { id: string; name: string }[]
  authors: { key: string; name: string }[]
}

/** Every agency with an entry in the panels a judge sits in; the authors too where the round is not blind. */
export async function interestsListed(
  connection: Pick<Transaction, 'execute'>,
  roundId: string,
  judgeId: string,
): Promise<Interests> {
  const works = sql`
    select e.id
    from ${panelJudges} j
    join ${panels} p on p.id = j.panel_id and p.round_id = ${roundId}
    join ${panelEntries} h on h.panel_id = p.id
    join ${entries} e on e.id = h.entry_id
    where j.judge_id = ${judgeId}`
  const named = await connection.execute<{ id: string; name: string }>(sql`
    select g.id, g.name
    from ${agencies} g
    where g.id in (select x.agency_id from ${entryAgencies} x where x.entry_id in (${works}))
    order by g.name ${vietnamese}`)
  const authors = await connection.execute<{ key: string; name: string }>(sql`
    select a.name_key as key, min(a.name) as name
    from ${entryAuthors} a
    where a.entry_id in (select w.id from (${works}) w)
      and not (select blind from ${rounds} where id = ${roundId})
    group by a.name_key
    order by min(a.name ${vietnamese})`)
  return { agencies: [...named], authors: [...authors] }
}

export const interestsOf = ({ userId }: Actor, roundId: string) =>
  interestsListed(database(), roundId, userId)

/** The author a conflict is about, by a name that stands on a work. */
const authorNamed = sql<string | null>`(
  select min(w.name) from ${entryAuthors} w where w.name_key = ${conflicts.authorKey})`

/** Conflicts that have ended keep nobody away and are not listed. */
const live = isNull(conflicts.endedAt)

const declaredQuery = once(() =>
  database()
    .select({
      id: conflicts.id,
      agencyId: conflicts.agencyId,
      authorKey: conflicts.authorKey,
      agency: agencies.name,
      author: authorNamed,
      reason: conflicts.reason,
    })
    .from(conflicts)
    .leftJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(and(eq(conflicts.judgeId, sql.placeholder('judgeId')), eq(conflicts.origin, 'declared'), live))
    .orderBy(conflicts.createdAt)
    .prepare('declared_conflicts'),
)

/** What a judge declared of agencies and people; works given back stand in the queue no more. */
export function declaredConflicts({ userId }: Actor) {
  return declaredQuery().execute({ judgeId: userId })
}

/** The register of an edition: who may not read what, who said so and why. */
export function conflictRegister(editionId: string) {
  return database()
    .select({
      id: conflicts.id,
      judge: users.name,
      origin: conflicts.origin,
      number: entries.number,
      agency: agencies.name,
      author: authorNamed,
      reason: conflicts.reason,
      at: conflicts.createdAt,
    })
    .from(conflicts)
    .innerJoin(users, eq(users.id, conflicts.judgeId))
    .leftJoin(entries, eq(entries.id, conflicts.entryId))
    .leftJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(and(eq(conflicts.editionId, editionId), live))
    .orderBy(sql`${users.name} ${vietnamese}`, conflicts.createdAt)
}
