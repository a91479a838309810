import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { populations } from '#db/schema/participation.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import { type Frame, inFrame, type Unit } from '../provinces/history.ts'

/** The population of each unit of a frame, the newest known, with its year and source; of merged units their sum. */
export async function populationsOf(
  frame: Frame,
): Promise<Map<string, { people: number; year: number; source: string }>> {
  const rows = await database().execute<Unit & { people: number; year: number; source: string }>(sql`
    select distinct on (frame, code) frame, code, people, year, source
    from ${populations}
    order by frame, code, year desc`)
  return new Map(
    [...inFrame(await provinceHistory(), rows, frame)].flatMap(([code, found]) => {
      const [{ year, source }] = found.rows as [(typeof rows)[number]]
      if (!found.whole || found.rows.some((row) => row.year !== year)) return []
      return [[code, { people: found.rows.reduce((sum, row) => sum + row.people, 0), year, source }] as const]
    }),
  )
}
