/** From being asked to a prize, in order. */
export const funnelSteps = [
  'invited',
  'registered',
  'draft',
  'submitted',
  'eligible',
  'final',
  'prizes',
] as const
export type FunnelStep = (typeof funnelSteps)[number]

/** People at the first two steps, works at the others; null where it is not told yet. */
export type Funnel = Record<FunnelStep, number | null>

/** The middle of all values; of an even number the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
