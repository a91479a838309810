import {
  nameOf,
  personal,
  tableOf,
  type Fate,
  type KeepReason,
  type PersonalColumn,
  type Whose,
} from './catalogue.ts'

/** What an erasure does to one table for one kind of rows, in one statement: keys may come off with the first change. */
export type ErasureStep = { table: string; whose: Whose; columns: PersonalColumn[] }

/** The catalogue as steps, in its order; what is kept whole takes none. */
export const erasureSteps: readonly ErasureStep[] = Object.values(
  Object.groupBy(
    personal.filter(({ fate }) => fate !== 'kept'),
    (one) => `${tableOf(one)} ${one.whose}`,
  ),
).map((columns) => ({ table: tableOf(columns![0]!), whose: columns![0]!.whose, columns: columns! }))

/** A line of the dry run: of so many rows, what goes or why it stays. */
export type ErasureLine = {
  column: string
  group: PersonalColumn['group']
  fate: Fate
  rows: number
  /** of them, those that keep it, and why */
  kept: number
  why: KeepReason | null
}

/** What stands in the way of an erasure, each with the words for it; the first is the reason of a refusal. */
export const obstacles = ['self', 'lastAdmin', 'judging', 'judged'] as const
export type Obstacle = (typeof obstacles)[number]

export const columnsOf = (table: string) => personal.filter((one) => tableOf(one) === table).map(nameOf)
