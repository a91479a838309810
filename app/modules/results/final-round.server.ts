import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { rounds } from '#db/schema/judging.ts'

export async function finalRoundOf(editionId: string) {
  const [round] = await database()
    .select()
    .from(rounds)
    .where(and(eq(rounds.editionId, editionId), eq(rounds.stage, 'final')))
  return round ?? null
}
