import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { rounds } from '#db/schema/judging.ts'
import type { Stage } from './round.ts'

/** The rounds of an edition stand in the order of their numbers; several may be of one stage. */
export const inOrder = asc(rounds.number)

/** The round that is meant by "the preliminary" or "the final round": the last of that stage, or null. */
export async function lastRoundOf(editionId: string, stage: Stage, connection: Connection = database()) {
  const [round] = await connection
    .select()
    .from(rounds)
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, stage)))
    .orderBy(desc(rounds.number))
    .limit(1)
  return round ?? null
}

/** The same of rounds that are read already, in their order. */
export const lastOf = <Round extends { stage: Stage }>(read: Round[], stage: Stage): Round | undefined =>
  read.findLast((round) => round.stage === stage)

/** The final that works of a round go on to, locked: of a preliminary round the first, of a final the one that follows it. */
export async function lockFinalAfter(
  tx: Transaction,
  round: Pick<typeof rounds.$inferSelect, 'id' | 'editionId' | 'stage'>,
) {
  const [final] = await tx
    .select()
    .from(rounds)
    .where(
      and(
        eq(rounds.editionId, round.editionId),
        eq(rounds.stage, 'final'),
        round.stage === 'final' ? eq(rounds.followsId, round.id) : undefined,
      ),
    )
    .orderBy(inOrder)
    .limit(1)
    .for('no key update')
  return final ?? null
}

/** In SQL, whether a final of an edition has begun. */
export const finalBegun = (editionId: SQL | string) => sql<boolean>`exists (
  select 1
  from ${rounds} r
  where r.edition_id = ${editionId} and r.stage = 'final' and r.state <> 'forming')`
