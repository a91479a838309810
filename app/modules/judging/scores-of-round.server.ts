import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { entries } from '#db/schema/entries.ts'
import { countingSheets } from '#db/schema/judging.ts'
import { scoreTable, type ScoreTable } from '../statistics/score-table.ts'

/** One submitted sheet of a round: the total in points, the judge's own place in the order, when it was sent. */
export type GivenScore = {
  entryId: string
  judgeId: string
  score: number
  position: number
  sentAt: Date
}

/** The scores of a round as anybody has them who exports them, in the same order, so that both compute the same. */
export async function scoresOfRound(
  roundId: string,
  connection: Connection = database(),
): Promise<GivenScore[]> {
  const rows = await connection.execute<{
    entryId: string
    judgeId: string
    total: number
    position: number
    sentAt: string
  }>(sql`
    select s.entry_id as "entryId", s.judge_id as "judgeId", s.total, s.position, s.submitted_at as "sentAt"
    from ${countingSheets} s
    join ${entries} e on e.id = s.entry_id
    where s.round_id = ${roundId}
    order by e.number, s.judge_id`)
  return rows.map(({ total, sentAt, ...row }) => ({ ...row, score: total / 100, sentAt: new Date(sentAt) }))
}

export const tableOf = (scores: GivenScore[]): ScoreTable =>
  scoreTable(scores.map(({ judgeId, entryId, score }) => ({ judge: judgeId, entry: entryId, score })))
