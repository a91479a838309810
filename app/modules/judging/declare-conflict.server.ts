import { and, eq, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import {
  assignments,
  conflictDeclarations,
  conflicts,
  panelCategories,
  panelJudges,
  panels,
  roundEntries,
  rounds,
} from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { isAbout } from './conflicts.server.ts'
import { stands } from './counting.server.ts'

type Declared = { agencyIds: string[]; authorKeys: string[]; agency: string; reason: string }

/**
 * A judge goes through the list of a round and says which agencies (and, where authors are shown, which people) are too
 * near; one that is not on the list may be named. Their works that are already assigned are given back at once, sheets
 * or not, in every round that is not closed, and the next assignment keeps them away. An empty list is an answer too.
 */
export async function declareConflicts(
  actor: Actor,
  roundId: string,
  ask: Declared,
): Promise<{ givenBack: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [seat] = await tx
      .select({ editionId: rounds.editionId })
      .from(panelJudges)
      .innerJoin(panels, eq(panels.id, panelJudges.panelId))
      .innerJoin(rounds, eq(rounds.id, panels.roundId))
      .where(and(eq(panelJudges.judgeId, actor.userId), eq(rounds.id, roundId)))
      .for('share', { of: rounds })
    if (!seat) return null
    const named = await nearAgencies(tx, ask)
    if ('refused' in named) return named
    const list = await interestsListed(tx, roundId, actor.userId)
    const authorKeys = ask.authorKeys.filter((key) => list.authors.some((author) => author.key === key))
    const objects = [
      ...named.ids.map((agencyId) => ({ agencyId })),
      ...authorKeys.map((authorKey) => ({ authorKey })),
    ]
    if (objects.length > 0 && ask.reason.length < 3) return refuse('judging.refused.reason', {}, 'reason')
    if (objects.length > 0)
      await tx.insert(conflicts).values(
        objects.map((object) => ({
          ...object,
          editionId: seat.editionId,
          judgeId: actor.userId,
          origin: 'declared' as const,
          reason: ask.reason,
        })),
      )
    await tx.insert(conflictDeclarations).values({ roundId, judgeId: actor.userId }).onConflictDoNothing()
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'conflict.declared',
      subjectId: actor.userId,
      editionId: seat.editionId,
      details: { roundId, agencyIds: named.ids, authorKeys },
    })
    const givenBack = await giveBack(tx, actor, actor.userId, seat.editionId, ask.reason)
    return { givenBack }
  })
}

async function nearAgencies(tx: Transaction, ask: Declared): Promise<{ ids: string[] } | Refusal> {
  const ids = new Set(ask.agencyIds)
  if (ask.agency) {
    const [agency] = await tx
      .select({ id: agencies.id })
      .from(agencies)
      .where(eq(agencies.nameKey, searchKey(ask.agency)))
    if (!agency) return refuse('judging.refused.noAgency', {}, 'agency')
    ids.add(agency.id)
  }
  return { ids: [...ids] }
}

/**
 * An organizer keeps somebody of the jury (or of the secretariat) from an entry, with a reason. What is assigned is taken
 * back at once.
 */
export async function imposeConflict(
  actor: Actor,
  roundId: string,
  ask: { judgeId: string; number: number; reason: string },
): Promise<{ givenBack: number } | Refusal | null> {
  return database().transaction(async (tx) => {
    const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId)).for('share')
    if (!round || !organizes(actor, round.editionId)) return null
    const [entry] = await tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(eq(entries.number, ask.number))
    if (!entry) return refuse('round.error.noSuchEntry', {}, 'number')
    const [judge] = await tx.select({ id: users.id }).from(users).where(eq(users.id, ask.judgeId))
    if (!judge) return refuse('form.error.invalid', {}, 'judgeId')
    await tx.insert(conflicts).values({
      editionId: round.editionId,
      judgeId: judge.id,
      entryId: entry.id,
      origin: 'imposed',
      imposedBy: actor.userId,
      reason: ask.reason,
    })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'conflict.imposed',
      subjectId: judge.id,
      editionId: round.editionId,
      details: { entryId: entry.id, reason: ask.reason },
    })
    return { givenBack: await giveBack(tx, actor, judge.id, round.editionId, ask.reason) }
  })
}

/** Takes from a judge every assigned entry that a stated conflict now forbids, in every round that is not closed. */
async function giveBack(
  tx: Transaction,
  actor: Actor,
  judgeId: string,
  editionId: string,
  reason: string,
): Promise<number> {
  const rows = await tx.execute<{ id: string; entryId: string }>(sql`
    update ${assignments} a
    set recused_at = clock_timestamp(), recusal_reason = ${reason}
    from ${rounds} r, ${entries} w
    where r.id = a.round_id and r.edition_id = ${editionId} and r.state <> 'closed'
      and w.id = a.entry_id and a.judge_id = ${judgeId} and ${stands}
      and exists (
        select 1 from ${conflicts} c
        where c.edition_id = ${editionId} and c.judge_id = ${judgeId} and ${isAbout})
    returning a.id, a.entry_id as "entryId"`)
  for (const { id, entryId } of rows)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'assignment.recused',
      subjectId: id,
      editionId,
      details: { entryId },
    })
  return rows.length
}

type Interests = {
  agencies: { id: string; name: string }[]
  authors: { key: string; name: string }[]
}

/** Every agency with an entry in the panels a judge sits in; the authors too where the round is not blind. */
async function interestsListed(
  connection: Pick<Transaction, 'execute'>,
  roundId: string,
  judgeId: string,
): Promise<Interests> {
  const works = sql`select e.id, e.agency_id from ${panelJudges} j join ${panels} p on p.id = j.panel_id and p.round_id = ${roundId}
    join ${panelCategories} c on c.panel_id = p.id
    join ${entries} e on e.category_id = c.category_id join ${roundEntries} r on r.round_id = p.round_id and r.entry_id = e.id
    where j.judge_id = ${judgeId}`
  const named = await connection.execute<{ id: string; name: string }>(sql`
    select g.id, g.name from ${agencies} g where g.id in (select w.agency_id from (${works}) w)
    order by g.name ${vietnamese}`)
  const authors = await connection.execute<{ key: string; name: string }>(sql`
    select a.name_key as key, min(a.name) as name from ${entryAuthors} a
    where a.entry_id in (select w.id from (${works}) w)
      and not (select blind from ${rounds} where id = ${roundId}) group by a.name_key
    order by min(a.name ${vietnamese})`)
  return { agencies: [...named], authors: [...authors] }
}

export const interestsOf = ({ userId }: Actor, roundId: string) =>
  interestsListed(database(), roundId, userId)

const declaredQuery = once(() =>
  database()
    .select({
      id: conflicts.id,
      agencyId: conflicts.agencyId,
      authorKey: conflicts.authorKey,
      agency: agencies.name,
      author: sql<
        string | null
      >`(select min(w.name) from ${entryAuthors} w where w.name_key = ${conflicts.authorKey})`,
      reason: conflicts.reason,
    })
    .from(conflicts)
    .leftJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(and(eq(conflicts.judgeId, sql.placeholder('judgeId')), eq(conflicts.origin, 'declared')))
    .orderBy(conflicts.createdAt)
    .prepare('declared_conflicts'),
)

/** What a judge declared of agencies and people; works given back stand in the queue no more. */
export function declaredConflicts({ userId }: Actor) {
  return declaredQuery().execute({ judgeId: userId })
}

const declarationQuery = once(() =>
  database()
    .select({ at: conflictDeclarations.at })
    .from(conflictDeclarations)
    .where(
      and(
        eq(conflictDeclarations.roundId, sql.placeholder('roundId')),
        eq(conflictDeclarations.judgeId, sql.placeholder('judgeId')),
      ),
    )
    .prepare('conflict_declaration'),
)

export async function hasDeclared({ userId }: Actor, roundId: string): Promise<boolean> {
  const [row] = await declarationQuery().execute({ roundId, judgeId: userId })
  return row !== undefined
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
      author: sql<
        string | null
      >`(select min(w.name) from ${entryAuthors} w where w.name_key = ${conflicts.authorKey})`,
      reason: conflicts.reason,
      at: conflicts.createdAt,
    })
    .from(conflicts)
    .innerJoin(users, eq(users.id, conflicts.judgeId))
    .leftJoin(entries, eq(entries.id, conflicts.entryId))
    .leftJoin(agencies, eq(agencies.id, conflicts.agencyId))
    .where(eq(conflicts.editionId, editionId))
    .orderBy(sql`${users.name} ${vietnamese}`, conflicts.createdAt)
}
