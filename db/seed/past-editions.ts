import type { Database } from '../client.ts'
import { pastEditions } from '../schema/index.ts'

const source = 'Ban Tổ chức công bố tại lễ tổng kết và trên báo chí'

/** What was published of the editions before this portal; what nobody published stays empty. */
const published: (typeof pastEditions.$inferInsert)[] = [
  { number: 4, year: 2017, received: 970, eligible: 931, inFinal: 105, prizes: 67, source },
  { number: 7, year: 2021, received: 1000, prizes: 102, rough: true, source },
  { number: 8, year: 2022, received: 1172, prizes: 112, source },
  { number: 9, year: 2023, received: 1456, prizes: 110, source },
  { number: 10, year: 2024, received: 1289, prizes: 109, source },
  { number: 11, year: 2025, received: 2412, prizes: 88, source },
]

/** Planted in every database, so that comparison starts in the first year; an import replaces any of them. */
export async function plantPastEditions(db: Database) {
  await db.insert(pastEditions).values(published).onConflictDoNothing()
}
