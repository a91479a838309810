import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { ballots, ballotVoters, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { seatIn } from './ballot-seat.server.ts'
import { mayBallot } from './ballot-moves.ts'
import { countWithout } from './ballot.ts'
import { worksBarredTo } from './known-conflicts.server.ts'
import { candidatesLeft } from './ballots.server.ts'
import { shownAgency, shownAuthors, type ShownFile, shownFiles } from './shown-work.server.ts'

type Candidate = {
  id: string
  number: number
  title: string
  summary: string
  authors: string | null
  agency: string | null
  files: ShownFile[]
}

/** A ballot as a judge sees it: the works but those the judge must keep away from, and the count once it is made. */
export async function ballotForJudge(actor: Actor, ballotId: string) {
  const seat = await seatIn(database(), actor, ballotId)
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
  const left = await candidatesLeft(database(), ballot!.candidates)
  const seen = left.filter((id) => !barred.has(id))
  const works = await database().execute<Candidate>(sql`
    select
      e.id,
      e.number,
      e.title,
      e.summary,
      ${shownAuthors(sql`e`, seat.blind)} as authors,
      ${shownAgency(sql`e`, seat.blind)} as agency,
      ${shownFiles(sql`e`, seat.blind)} as files
    from ${entries} e
    where e.id = any(${sql.param(seen)}::text[])
    order by e.number`)
  const { count, candidates: _candidates, ...rest } = ballot!
  return {
    ...rest,
    blind: seat.blind,
    open: mayBallot('cast', ballot!.state) && seat.roundState === 'open',
    voted: voted.length > 0,
    barred: left.length - seen.length,
    works: [...works],
    count: count && countWithout(count, barred),
  }
}
