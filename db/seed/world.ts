import type { Storage } from '#storage/storage.ts'
import type { Transaction } from '../client.ts'
import type { categories, criteria } from '../schema/index.ts'
import type { Chance } from './chance.ts'

export type DemoCategory = typeof categories.$inferSelect & { criteria: (typeof criteria.$inferSelect)[] }

export type DemoEntry = { id: string; categoryId: string; state: string; agencyId: string | null }

export type World = {
  tx: Transaction
  storage: Storage
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
