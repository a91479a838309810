/**
 * How a written rule tells equal works apart: the higher mean of the rubric's first criterion, the higher median, the
 * smaller spread, more readings; `council` leaves the rest to the council, and nothing after it is asked.
 */
export const tieBreaks = ['mainCriterion', 'median', 'spread', 'readings', 'council'] as const
export type TieBreak = (typeof tieBreaks)[number]

export type Tied = {
  id: string
  /** what the ranking is by; null where there is none */
  value: number | null
  mainCriterion: number | null
  median: number | null
  sd: number | null
  readings: number
}
export type Placed<Row> = Row & {
  /** standard competition rank, from 1; null without a value */
  rank: number | null
  /** what told it from the work above that has the same value; null where nothing had to */
  toldBy: TieBreak | null
}

/** Values closer than a millionth of a point are equal: the order of addition breaks no tie. */
const equal = (a: number | null, b: number | null) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-6)

/**
 * The order by value, equal ones by the rule. Works the rule cannot tell apart share their rank; those without a value
 * stand last, in the order given.
 */
export function placeByRule<Row extends Tied>(rows: Row[], rule: TieBreak[]): Placed<Row>[] {
  const asked = rule.includes('council') ? rule.slice(0, rule.indexOf('council')) : rule
  const sorted = rows.toSorted((a, b) => compare(a, b, asked).by)
  const placed: Placed<Row>[] = []
  for (const [index, row] of sorted.entries()) {
    const above = placed[index - 1]
    if (row.value === null) placed.push({ ...row, rank: null, toldBy: null })
    else if (!above) placed.push({ ...row, rank: 1, toldBy: null })
    else {
      const { by, toldBy } = compare(above, row, asked)
      placed.push({
        ...row,
        rank: by === 0 ? above.rank : index + 1,
        toldBy: by === 0 && rule.includes('council') ? 'council' : toldBy,
      })
    }
  }
  return placed
}

function compare(a: Tied, b: Tied, rule: TieBreak[]): { by: number; toldBy: TieBreak | null } {
  if (!equal(a.value, b.value)) return { by: higher(a.value, b.value), toldBy: null }
  if (a.value === null) return { by: 0, toldBy: null }
  for (const toldBy of rule) {
    const by =
      toldBy === 'spread'
        ? -higher(a.sd, b.sd, Infinity)
        : toldBy === 'readings'
          ? b.readings - a.readings
          : toldBy === 'median'
            ? higher(a.median, b.median)
            : higher(a.mainCriterion, b.mainCriterion)
    if (by !== 0) return { by, toldBy }
  }
  return { by: 0, toldBy: null }
}

/** Negative where the first is higher; a missing value counts as `missing`. */
function higher(a: number | null, b: number | null, missing = -Infinity): number {
  if (equal(a, b)) return 0
  return (b ?? missing) > (a ?? missing) ? 1 : -1
}
