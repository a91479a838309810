import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { rounds } from '#db/schema/judging.ts'

/** The final round of an edition, or null while it has none; in a transaction, as that sees it. */
export async function finalRoundOf(editionId: string, connection: Connection = database()) {
  const [round] = await connection
    .select()
    .from(rounds)
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, 'final')))
  return round ?? null
}
