import { refuse, type Refusal } from '../refusal/refusal.ts'

/** Points are whole hundredths: 87,5 points are 8750. A missing criterion is null. */
export type Points = Record<string, number | null>
export type Rubric = { id: string; maxPoints: number }[]

/** "87,5" or "87.5" as hundredths; null where nothing is typed, undefined where it is no number. */
export function parsePoints(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(text)) return undefined
  return Math.round(Number(text) * 100)
}

/** Each criterion of the rubric within its scale; criteria the rubric does not know are refused. */
export function whyWrongPoints(points: Points, rubric: Rubric): Refusal | null {
  const known = new Map(rubric.map((criterion) => [criterion.id, criterion.maxPoints]))
  for (const [criterionId, value] of Object.entries(points)) {
    const most = known.get(criterionId)
    if (most === undefined) return refuse('judging.refused.criterion')
    if (value !== null && (!Number.isInteger(value) || value < 0 || value > most))
      return refuse('judging.refused.scale', { max: most / 100 }, criterionId)
  }
  return null
}

/** The sum in hundredths, or null while a criterion is not scored. */
export function totalOf(points: Points, rubric: Rubric): number | null {
  let total = 0
  for (const { id } of rubric) {
    const value = points[id]
    if (value === null || value === undefined) return null
    total += value
  }
  return total
}

/** Where a sheet stands: with the judge alone, or handed in. */
export const sheetStates = ['draft', 'submitted'] as const
export type SheetStateName = (typeof sheetStates)[number]

/** What an accepted write of a sheet was. */
export const sheetWrites = ['saved', 'submitted', 'recalled'] as const
export type SheetWrite = (typeof sheetWrites)[number]

/** What a judge tells the secretariat about an entry beside the points. */
export const sheetFlags = ['suspectedCopy', 'wrongCategory', 'brokenMedia'] as const
export type SheetFlag = (typeof sheetFlags)[number]
