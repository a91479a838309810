import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Connection } from '#db/client.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import {
  assignments,
  panelEntries,
  panelJudges,
  panels,
  roundEntries,
  scoreSheets,
} from '#db/schema/judging.ts'
import { stillIn } from '../entries/received.server.ts'
import type { AssignmentProblem } from './assignment/problem.ts'
import type { Conflicts } from './assignment/outcome.ts'
import { conflictsOf } from './conflicts.server.ts'
import { steppedBack, stands } from './counting.server.ts'
import type { Round } from './form-round.server.ts'
import { minutesOf } from './reading-time.server.ts'

/** A round as the solver needs it, with what is needed to tell its answer in the words of the round. */
export type RoundProblem = {
  problem: AssignmentProblem
  conflicts: Conflicts
  panelOf: Map<string, string>
  /** who may be asked for an entry of a panel: its judges, or all where it is open */
  judgesOf: Map<string, string[]>
  /** readings that stand but were not begun: they move only where nothing else would do */
  untouched: [entry: string, judge: string][]
  /** readings of somebody who must keep away, found after they were assigned: they are taken back */
  barred: [entry: string, judge: string][]
  basis: string
}

type EntryRow = {
  id: string
  panelId: string
  language: string
  minutes: number
  begun: string[]
  untouched: string[]
  recused: string[]
  /** whose sheet of it was struck: a judge has one sheet of a work, and is not asked for it again */
  struck: string[]
}
type SeatRow = {
  panelId: string
  open: boolean
  judgeId: string
  maxEntries: number | null
  maxMinutes: number | null
  languages: string[] | null
}

export async function problemOfRound(connection: Connection, round: Round): Promise<RoundProblem> {
  const [works, seats] = await Promise.all([worksOf(connection, round.id), seatsOf(connection, round.id)])
  const seated = [...new Set(seats.map((seat) => seat.judgeId))]
  // Who left a panel is still the reader of what was sent.
  const judgeIds = [...new Set([...seated, ...works.flatMap((work) => work.begun)])]
  const found = await conflictsOf(connection, round, judgeIds)
  for (const work of works)
    for (const judgeId of work.recused)
      if (found.has(judgeId) && !found.get(judgeId)!.has(work.id)) found.get(judgeId)!.set(work.id, 'recused')
  const judgesOf = new Map<string, string[]>()
  for (const seat of seats) judgesOf.set(seat.panelId, [...(judgesOf.get(seat.panelId) ?? []), seat.judgeId])
  for (const seat of seats) if (seat.open) judgesOf.set(seat.panelId, seated)
  const problem: AssignmentProblem = {
    entries: works.map((work) => ({
      id: work.id,
      readings: round.readings,
      minutes: work.minutes,
      language: work.language,
    })),
    judges: judgeIds.map((id) =>
      seated.includes(id)
        ? judgeOf(
            id,
            seats.filter((seat) => seat.judgeId === id),
          )
        : { id },
    ),
    conflicts: works.flatMap((work) => barredFrom(work, judgeIds, judgesOf, found)),
    fixed: works.flatMap((work) =>
      [...work.begun, ...work.untouched]
        .filter((judgeId) => judgeIds.includes(judgeId) && !found.get(judgeId)!.has(work.id))
        .map((judgeId): [string, string] => [work.id, judgeId]),
    ),
  }
  const untouched = pairsOf(works, (work) => work.untouched).filter(
    ([entry, judge]) => !found.get(judge)?.has(entry),
  )
  return {
    problem,
    conflicts: found,
    panelOf: new Map(works.map((work) => [work.id, work.panelId])),
    judgesOf,
    untouched,
    barred: pairsOf(works, (work) => [...work.begun, ...work.untouched]).filter(([entry, judge]) =>
      found.get(judge)?.has(entry),
    ),
    basis: createHash('sha256')
      .update(JSON.stringify([problem, untouched]))
      .digest('hex'),
  }
}

const pairsOf = (works: EntryRow[], judges: (work: EntryRow) => string[]) =>
  works.flatMap((work) => judges(work).map((judgeId): [string, string] => [work.id, judgeId]))

/** Everybody who has a conflict or a struck sheet, and everybody from outside the panel who is no reader already. */
function barredFrom(
  work: EntryRow,
  judgeIds: string[],
  judgesOf: Map<string, string[]>,
  found: Conflicts,
): [string, string][] {
  const inside = new Set(judgesOf.get(work.panelId) ?? [])
  const reading = new Set([...work.begun, ...work.untouched])
  return judgeIds
    .filter(
      (judgeId) =>
        found.get(judgeId)!.has(work.id) ||
        work.struck.includes(judgeId) ||
        (!reading.has(judgeId) && !inside.has(judgeId)),
    )
    .map((judgeId): [string, string] => [work.id, judgeId])
}

/** A judge who sits in several panels has the caps of all and every language of any. */
function judgeOf(id: string, seats: SeatRow[]): AssignmentProblem['judges'][number] {
  const sum = (caps: (number | null)[]) =>
    caps.some((cap) => cap === null) ? undefined : caps.reduce<number>((all, cap) => all + cap!, 0)
  return {
    id,
    maxEntries: sum(seats.map((seat) => seat.maxEntries)),
    maxMinutes: sum(seats.map((seat) => seat.maxMinutes)),
    languages: seats.some((seat) => seat.languages === null)
      ? undefined
      : [...new Set(seats.flatMap((seat) => seat.languages!))],
  }
}

async function worksOf(connection: Connection, roundId: string): Promise<EntryRow[]> {
  const minutes = minutesOf(sql`e.id`, {
    minutesPerPage: sql`c.minutes_per_page`,
    readingMinutes: sql`c.reading_minutes`,
  })
  const readers = (which: ReturnType<typeof sql>) =>
    sql`coalesce(array_agg(a.judge_id order by a.judge_id) filter (where ${which}), '{}')`
  return [
    ...(await connection.execute<EntryRow>(sql`
    select
      e.id,
      h.panel_id as "panelId",
      e.language,
      ${minutes} as minutes,
      ${readers(sql`${stands} and s.id is not null`)} as begun,
      ${readers(sql`${stands} and a.id is not null and s.id is null`)} as untouched,
      ${readers(steppedBack)} as recused,
      ${readers(sql`a.ended_why = 'struck'`)} as struck
    from ${roundEntries} r
    join ${entries} e on e.id = r.entry_id
    join ${categories} c on c.id = e.category_id
    join ${panelEntries} h on h.round_id = r.round_id and h.entry_id = r.entry_id
    left join ${assignments} a on a.round_id = r.round_id and a.entry_id = e.id
    left join ${scoreSheets} s on s.assignment_id = a.id
    where r.round_id = ${roundId} and ${stillIn(sql`e`)}
    group by e.id, c.id, h.panel_id
    order by e.id`)),
  ]
}

async function seatsOf(connection: Connection, roundId: string): Promise<SeatRow[]> {
  return [
    ...(await connection.execute<SeatRow>(sql`
    select p.id as "panelId", p.open, j.judge_id as "judgeId", j.max_entries as "maxEntries",
      j.max_minutes as "maxMinutes", j.languages
    from ${panels} p
    join ${panelJudges} j on j.panel_id = p.id
    where p.round_id = ${roundId}
    order by p.position, j.judge_id`)),
  ]
}
