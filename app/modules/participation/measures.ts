/** One row of the participation table. Counts of entries, agencies and authors. */
export type Measures = {
  received: number
  eligible: number
  inFinal: number
  prizes: number
  agencies: number
  authors: number
}
export type ProvinceRow = Measures & { code: string; name: string; isCity: boolean }
export type BucketRow = Measures & { bucket: 'central' | 'overseas' | 'foreign' }

export const noMeasures: Measures = {
  received: 0,
  eligible: 0,
  inFinal: 0,
  prizes: 0,
  agencies: 0,
  authors: 0,
}

export type Statement = {
  participating: number
  of: number
  absent: { code: string; name: string }[]
  /** Units that may have taken part: entries of what they were merged into cannot be told apart. */
  undecided: { code: string; name: string }[]
}

/**
 * Participation as it is stated officially: how many of how many, and who was absent, by name. A unit among `untold`
 * (codes) is never called absent: an entry that cannot be carried back to it may be its own.
 */
export function statementOf(rows: ProvinceRow[], untold: ReadonlySet<string> = new Set()): Statement {
  const without = rows.filter((row) => row.received === 0).map(({ code, name }) => ({ code, name }))
  const [undecided, absent] = [true, false].map((is) =>
    without.filter((unit) => untold.has(unit.code) === is),
  )
  return {
    participating: rows.length - without.length,
    of: rows.length,
    absent: absent!,
    undecided: undecided!,
  }
}

export type Level = 0 | 1 | 2 | 3 | 4

/** Five classes for a map, 0 for none at all, the others by equal shares of the largest. */
export function levelOf(value: number, largest: number): Level {
  if (value <= 0 || largest <= 0) return 0
  return Math.min(4, Math.ceil((value / largest) * 4)) as Level
}
