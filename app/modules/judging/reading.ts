/** Why a reading ends: its judge steps back, must keep away, is kept away, or leaves; the plan moves it; its sheet is struck. */
export const endReasons = ['recused', 'conflict', 'imposed', 'planned-away', 'replaced', 'struck'] as const
export type EndReason = (typeof endReasons)[number]
