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

/** The steps that may be told: without results neither the final nor prizes; for everybody neither people nor drafts. */
export const toldSteps = ({ results, open }: { results: boolean; open: boolean }): FunnelStep[] =>
  funnelSteps.slice(
    open ? funnelSteps.indexOf('submitted') : 0,
    results ? undefined : funnelSteps.indexOf('final'),
  )

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
