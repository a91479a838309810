import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, media } from '#db/schema/entries.ts'
import {
  ballotVoters,
  ballots,
  panelCategories,
  panelJudges,
  roundEntries,
  rounds,
} from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { authorNames } from '../entries/received.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { countWithout, isPaper, shuffledIn } from './ballot.ts'
import { worksBarredTo } from './conflicts.server.ts'
import { lockRound } from './form-round.server.ts'
import type { ballotForm } from './schema.ts'

/** Opens a secret vote on works of one category of a ballot round, or repeats one among those that tied. */
export async function openBallot(
  actor: Actor,
  roundId: string,
  form: z.infer<typeof ballotForm>,
): Promise<{ ballotId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    if (round.kind !== 'ballot') return refuse('form.error.invalid')
    if (round.state !== 'open') return refuse('judging.refused.notOpen')
    const known = await tx
      .select({ id: entries.id })
      .from(entries)
      .innerJoin(roundEntries, and(eq(roundEntries.entryId, entries.id), eq(roundEntries.roundId, roundId)))
      .where(and(eq(entries.categoryId, form.categoryId), inArray(entries.id, form.candidates)))
    if (known.length !== form.candidates.length) return refuse('form.error.invalid', {}, 'candidates')
    const [ballot] = await tx
      .insert(ballots)
      .values({
        roundId,
        categoryId: form.categoryId,
        kind: form.kind,
        prize: form.kind === 'prize' ? form.prize : null,
        seats: form.kind === 'prize' ? form.seats : form.candidates.length,
        candidates: form.candidates,
        repeats: form.repeats || null,
      })
      .returning({ id: ballots.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'ballot.opened',
      subjectId: ballot!.id,
      editionId: round.editionId,
    })
    return { ballotId: ballot!.id }
  })
}

/**
 * Casts a paper, once. What was chosen goes into the ballot's sorted list; that the judge has voted goes elsewhere, and
 * no event tells the one from the other.
 */
export async function castPaper(
  actor: Actor,
  ballotId: string,
  paper: string[],
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const seat = await seatIn(tx, actor.userId, ballotId)
    if (!seat) return null
    const [ballot] = await tx.select().from(ballots).where(eq(ballots.id, ballotId)).for('update')
    if (ballot!.state !== 'open' || seat.roundState !== 'open') return refuse('ballot.refused.counted')
    const barred = await worksBarredTo(actor.userId, seat.editionId, tx)
    if (!isPaper(paper, ballot!.candidates, ballot!.seats) || paper.some((id) => barred.has(id)))
      return refuse('ballot.refused.paper', { seats: ballot!.seats })
    const [fresh] = await tx
      .insert(ballotVoters)
      .values({ ballotId, judgeId: actor.userId })
      .onConflictDoNothing()
      .returning({ judgeId: ballotVoters.judgeId })
    if (!fresh) return refuse('ballot.refused.voted')
    await tx
      .update(ballots)
      .set({ papers: shuffledIn(ballot!.papers, paper) })
      .where(eq(ballots.id, ballotId))
    return { done: true }
  })
}

/** The panel that votes on a ballot is the one its category belongs to. */
const votesOnBallot = and(
  eq(panelCategories.roundId, ballots.roundId),
  eq(panelCategories.categoryId, ballots.categoryId),
)
const seatOf = (judgeId: string) =>
  and(eq(panelJudges.panelId, panelCategories.panelId), eq(panelJudges.judgeId, judgeId))

/** The judge's seat in the panel that votes on the ballot's category. */
async function seatIn(tx: Connection, judgeId: string, ballotId: string) {
  const [seat] = await tx
    .select({ editionId: rounds.editionId, roundState: rounds.state, blind: rounds.blind })
    .from(ballots)
    .innerJoin(rounds, eq(rounds.id, ballots.roundId))
    .innerJoin(panelCategories, votesOnBallot)
    .innerJoin(panelJudges, seatOf(judgeId))
    .where(eq(ballots.id, ballotId))
  return seat ?? null
}

export async function electorateOf(tx: Transaction, roundId: string, categoryId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(panelCategories)
    .innerJoin(panelJudges, eq(panelJudges.panelId, panelCategories.panelId))
    .where(and(eq(panelCategories.roundId, roundId), eq(panelCategories.categoryId, categoryId)))
  return row!.count
}

const voters = sql<
  string[]
>`coalesce((select array_agg(u.name order by u.name ${vietnamese}) from ${ballotVoters} v join ${users} u on u.id = v.judge_id where v.ballot_id = ${ballots.id}), '{}')`

/** The ballots of a round for its organizers: who has voted, and the count once it is closed; never the papers. */
export function ballotsOfRound(roundId: string, connection: Connection = database()) {
  return connection
    .select({
      id: ballots.id,
      categoryId: ballots.categoryId,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      kind: ballots.kind,
      prize: ballots.prize,
      seats: ballots.seats,
      candidates: ballots.candidates,
      repeats: ballots.repeats,
      state: ballots.state,
      count: ballots.count,
      voters,
    })
    .from(ballots)
    .innerJoin(categories, eq(categories.id, ballots.categoryId))
    .where(eq(ballots.roundId, roundId))
    .orderBy(ballots.openedAt)
}

/** The ballots a judge votes in, in one round. */
export function ballotsOfJudge({ userId }: Actor, roundId: string) {
  return database()
    .select({
      id: ballots.id,
      nameVi: categories.nameVi,
      nameEn: categories.nameEn,
      kind: ballots.kind,
      prize: ballots.prize,
      state: ballots.state,
      voted: sql<boolean>`exists (select 1 from ${ballotVoters} v where v.ballot_id = ${ballots.id} and v.judge_id = ${userId})`,
    })
    .from(ballots)
    .innerJoin(categories, eq(categories.id, ballots.categoryId))
    .innerJoin(panelCategories, votesOnBallot)
    .innerJoin(panelJudges, seatOf(userId))
    .where(eq(ballots.roundId, roundId))
    .orderBy(ballots.openedAt)
}

type Candidate = {
  id: string
  number: number
  title: string
  summary: string
  authors: string | null
  agency: string | null
  files: {
    id: string
    kind: 'pdf' | 'image' | 'audio' | 'video'
    name: string
    bytes: number
    durationSeconds: number | null
    state: string
  }[]
}

/** A ballot as a judge sees it: the works but those the judge must keep away from, and the count once it is made. */
export async function ballotForJudge(actor: Actor, ballotId: string) {
  const seat = await seatIn(database(), actor.userId, ballotId)
  if (!seat) return null
  const [[ballot], barred, voted] = await Promise.all([
    database()
      .select({
        id: ballots.id,
        roundId: ballots.roundId,
        kind: ballots.kind,
        prize: ballots.prize,
        seats: ballots.seats,
        state: ballots.state,
        count: ballots.count,
        candidates: ballots.candidates,
        nameVi: categories.nameVi,
        nameEn: categories.nameEn,
        edition: editions.number,
        closesAt: rounds.closesAt,
      })
      .from(ballots)
      .innerJoin(categories, eq(categories.id, ballots.categoryId))
      .innerJoin(rounds, eq(rounds.id, ballots.roundId))
      .innerJoin(editions, eq(editions.id, rounds.editionId))
      .where(eq(ballots.id, ballotId)),
    worksBarredTo(actor.userId, seat.editionId),
    database()
      .select({ judgeId: ballotVoters.judgeId })
      .from(ballotVoters)
      .where(and(eq(ballotVoters.ballotId, ballotId), eq(ballotVoters.judgeId, actor.userId))),
  ])
  const seen = ballot!.candidates.filter((id) => !barred.has(id))
  const works = await database().execute<Candidate>(sql`
    select e.id, e.number, e.title, e.summary,
      case when ${seat.blind} then null else ${authorNames(sql`e`)} end as authors,
      case when ${seat.blind} then null else (select g.name from ${agencies} g where g.id = e.agency_id) end as agency,
      coalesce((select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'name', case when ${seat.blind} then '' else m.name end,
        'bytes', m.bytes, 'durationSeconds', m.duration_seconds, 'state', m.state) order by m.started_at, m.id)
        from ${media} m where m.entry_id = e.id and m.state = 'complete'), '[]') as files
    from ${entries} e where e.id = any(${sql.param(seen)}::text[]) order by e.number`)
  const { count, candidates, ...rest } = ballot!
  return {
    ...rest,
    blind: seat.blind,
    open: ballot!.state === 'open' && seat.roundState === 'open',
    voted: voted.length > 0,
    barred: candidates.length - seen.length,
    works: [...works],
    count: count && countWithout(count, barred),
  }
}

/** Whether a work stands in a ballot the judge votes in; its files may be opened then. */
export async function standsBefore(judgeId: string, entryId: string): Promise<{ blind: boolean } | null> {
  const [row] = await database()
    .select({ blind: rounds.blind })
    .from(ballots)
    .innerJoin(rounds, and(eq(rounds.id, ballots.roundId), ne(rounds.state, 'forming')))
    .innerJoin(panelCategories, votesOnBallot)
    .innerJoin(panelJudges, seatOf(judgeId))
    .where(sql`${entryId} = any(${ballots.candidates})`)
    .limit(1)
  return row ?? null
}
