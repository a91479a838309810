/** A province before its target: how far it is, in works; null without a target. */
export type TargetRow = {
  code: string
  name: string
  received: number
  target: number | null
  /** works still wanted; 0 where the target is met */
  left: number | null
}

/** The furthest from their target first, in works; of those as far the one that has sent the smaller share; without a target last. */
export function byDistance(rows: TargetRow[]): TargetRow[] {
  const share = (row: TargetRow) => (row.target === null ? 2 : row.received / row.target)
  return rows.toSorted((a, b) => (b.left ?? -1) - (a.left ?? -1) || share(a) - share(b))
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
