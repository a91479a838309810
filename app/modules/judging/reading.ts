/**
 * Why a reading ends: its judge steps back, must keep away, is kept away, or leaves; the plan moves it; its sheet is
 * struck; its work is disqualified.
 */
export const endReasons = [
  'recused',
  'conflict',
  'imposed',
  'planned-away',
  'replaced',
  'struck',
  'disqualified',
] as const
/** Those after which the judge keeps away from the work, and is not asked for it again. */
export const awayReasons = ['recused', 'conflict', 'imposed'] as const satisfies EndReason[]
export type EndReason = (typeof endReasons)[number]
