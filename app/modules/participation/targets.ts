/** A province before its target: how far it is, in works; null without a target. */
export type TargetRow = {
  code: string
  name: string
  received: number
  target: number | null
  /** works still wanted; 0 where the target is met */
  left: number | null
}

/** The furthest from their target first, then by what was received; those without one last. */
export function byDistance(rows: TargetRow[]): TargetRow[] {
  const share = (row: TargetRow) => (row.target === null ? 2 : row.received / row.target)
  return rows.toSorted((a, b) => share(a) - share(b) || (b.left ?? 0) - (a.left ?? 0))
}

/**
 * What may be asked of a province after its last editions (up to three, in the same frame): their mean, rounded up, one
 * work at least, so that whoever sent nothing is asked too.
 */
export function proposedTarget(received: number[]): number {
  if (received.length === 0) return 1
  const mean = received.reduce((sum, value) => sum + value, 0) / received.length
  return Math.max(1, Math.ceil(mean))
}
