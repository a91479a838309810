import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import type { editions } from '#db/schema/editions.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import type { rounds } from '#db/schema/judging.ts'
import {
  assignments,
  panelCategories,
  panels,
  roundEntries,
  scoreChains,
  scoreSheets,
} from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import { ballotsOfRound } from '../judging/ballots.server.ts'
import { counts, steppedBack } from '../judging/counting.server.ts'
import { whoJudged } from '../judging/panel-seats.server.ts'
import { worksOfPanel } from '../judging/panel-works.server.ts'
import { scoresHash } from '../judging/scores-hash.server.ts'
import { categoryDecision } from './decision.server.ts'
import type { MinutesBallot, MinutesCategory, MinutesContent } from './minutes.ts'
import { outcomesOf } from './outcomes.server.ts'
import { readRanking } from './ranking.ts'

type Found = { round: typeof rounds.$inferSelect; edition: typeof editions.$inferSelect }

/** What the minutes say; asked as of one moment. */
export async function contentOf(
  { round, edition }: Found,
  panelId: string | null,
): Promise<MinutesContent | null> {
  const seats = await database().execute<{
    panelId: string
    panel: string
    judge: string
    person: string
    chair: boolean
    signedOffAt: string | null
    signedOffHash: string | null
  }>(sql`
    select p.id as "panelId", p.name as panel, u.name as judge, u.person_id as person, j.chair,
      p.signed_off_at as "signedOffAt", p.signed_off_hash as "signedOffHash"
    from ${panels} p
    join ${whoJudged} j on j.panel_id = p.id
    join ${users} u on u.id = j.judge_id
    where p.round_id = ${round.id}
    order by p.position, u.name ${vietnamese}`)
  const own = panelId === null ? [...seats] : seats.filter((seat) => seat.panelId === panelId)
  if (own.length === 0) return null
  const [tally] = await database().execute<{ entries: number; sheets: number; recusals: number }>(sql`
    select count(distinct a.entry_id)::int as entries,
      count(s.id) filter (where ${counts})::int as sheets,
      count(*) filter (where ${steppedBack})::int as recusals
    from ${assignments} a
    left join ${scoreSheets} s on s.assignment_id = a.id
    where a.round_id = ${round.id} and (${panelId}::text is null or a.panel_id = ${panelId})`)
  const [chain] = await database().execute<{ head: string }>(sql`
    select head
    from ${scoreChains}
    where round_id = ${round.id}`)
  const decided = await database().execute<{ id: string; name: string }>(sql`
    select c.id, c.name_vi as name
    from ${categories} c
    where c.id in (
      select p.category_id from ${panelCategories} p
      where p.round_id = ${round.id} and (${panelId}::text is null or p.panel_id = ${panelId}))
    order by c.position`)
  const works = panelId === null ? null : await worksOfPanel(panelId)
  const chairs = own.filter((seat) => seat.chair)
  return {
    edition: edition.number,
    year: edition.year,
    stage: round.stage,
    panel: panelId === null ? null : own[0]!.panel,
    opensAt: round.opensAt.toISOString(),
    closesAt: round.closesAt.toISOString(),
    closedAt: round.closedAt?.toISOString() ?? null,
    chair: panelId === null ? null : (chairs[0]?.judge ?? null),
    judges: [...new Set(own.map((seat) => seat.judge))],
    persons: [...new Map(own.map(({ judge, person }) => [person, { name: judge, person }])).values()],
    ...tally!,
    decidesBy: round.decidesBy,
    tieRule: round.tieRule,
    categories: await categoriesOf(round, edition.id, [...decided], works),
    ballots: await countedBallots(round.id, new Set(decided.map((category) => category.id))),
    dataHash: await scoresHash(database(), round.id),
    chainHead: chain?.head ?? '',
    signedOff: chairs.flatMap((seat) =>
      seat.signedOffAt && seat.signedOffHash
        ? [{ name: seat.judge, at: new Date(seat.signedOffAt).toISOString(), hash: seat.signedOffHash }]
        : [],
    ),
  }
}

async function categoriesOf(
  round: typeof rounds.$inferSelect,
  editionId: string,
  own: { id: string; name: string }[],
  works: Set<string> | null,
): Promise<MinutesCategory[]> {
  const decided = (await outcomesOf(editionId)).filter((row) => row.roundId === round.id)
  const listed: MinutesCategory[] = []
  for (const category of own) {
    const { ranking, deciding } = await categoryDecision(round.id, category.id, new Set())
    const outcome = decided.find((row) => row.categoryId === category.id)
    const rows = readRanking(ranking, deciding).filter((row) => works === null || works.has(row.id))
    listed.push({
      name: category.name,
      rows: rows.map((row) => ({
        rank: row.rank,
        number: row.number,
        title: row.title,
        agency: row.agency ?? '',
        readings: row.readings,
        mean: row.mean === null ? null : row.mean / 100,
        adjusted: row.estimate,
        inFinal: row.inFinal,
        prize: row.prize,
      })),
      ties: outcome?.ties ?? [],
      departure: outcome?.departs ? outcome.reason : '',
    })
  }
  return listed
}

async function countedBallots(roundId: string, categoryIds: Set<string>): Promise<MinutesBallot[]> {
  const counted = (await ballotsOfRound(roundId)).filter(
    (ballot) => ballot.count && categoryIds.has(ballot.categoryId),
  )
  const works = await database().execute<{ id: string; number: number; title: string }>(sql`
    select e.id, e.number, e.title
    from ${entries} e
    join ${roundEntries} r on r.entry_id = e.id
    where r.round_id = ${roundId}`)
  const byId = new Map(works.map((work) => [work.id, work]))
  const numbers = (ids: string[]) => ids.map((id) => byId.get(id)!.number)
  return counted.map(({ nameVi, prize, count }) => ({
    category: nameVi,
    prize,
    count: {
      electorate: count!.electorate,
      cast: count!.cast,
      quorumMet: count!.quorumMet,
      votes: count!.votes.map(({ entryId, votes, of }) => {
        const { number, title } = byId.get(entryId)!
        return { number, title, votes, ...(of !== undefined && { of }) }
      }),
      elected: numbers(count!.elected),
      tied: numbers(count!.tied),
    },
  }))
}
