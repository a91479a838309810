import type { Transaction } from '../client.ts'
import type { categories, criteria, media } from '../schema/index.ts'
import type { Chance } from './chance.ts'

export type DemoCategory = typeof categories.$inferSelect & { criteria: (typeof criteria.$inferSelect)[] }

export type DemoEntry = { id: string; categoryId: string; state: string; agencyId: string | null }

/** What is put into the bucket, a file of `db/seed/media`. */
export type Upload = { row: typeof media.$inferInsert; file: string; mime: string }

export type World = {
  tx: Transaction
  /** files of the entries, for the bucket once the rows stand */
  uploads: Upload[]
  chance: Chance
  people: People
  sources: Sources
  now: Date
}

export type DemoEdition = { id: string; number: number; categories: DemoCategory[] }

export type People = { reporterId: string; reporterIds: string[]; judgeIds: string[]; organizerId: string }

export type Sources = {
  provincial: Map<string, { id: string; name: string }>
  central: { id: string; name: string }[]
  foreign: { id: string; name: string }
}
