import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries, media } from '#db/schema/entries.ts'
import { ballots, ballotVoters, rounds } from '#db/schema/judging.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { authorNames } from '../entries/received.server.ts'
import { seatIn } from './ballot-seat.server.ts'
import { countWithout } from './ballot.ts'
import { worksBarredTo } from './conflicts.server.ts'

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
    select
      e.id,
      e.number,
      e.title,
      e.summary,
      case when ${seat.blind} then null else ${authorNames(sql`e`)} end as authors,
      case when ${seat.blind} then null else (select g.name from ${agencies} g where g.id = e.agency_id) end as agency,
      coalesce((
        select json_agg(
          json_build_object('id', m.id, 'kind', m.kind, 'name', case when ${seat.blind} then '' else m.name end,
            'bytes', m.bytes, 'durationSeconds', m.duration_seconds, 'state', m.state)
          order by m.started_at, m.id)
        from ${media} m
        where m.entry_id = e.id and m.state = 'complete'), '[]') as files
    from ${entries} e
    where e.id = any(${sql.param(seen)}::text[])
    order by e.number`)
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
