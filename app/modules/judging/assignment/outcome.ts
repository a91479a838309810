/** Why a judge of the panel may not read an entry, as it is counted where an entry falls short. */
export const outReasons = [
  'own',
  'coauthor',
  'agency',
  'province',
  'declared',
  'imposed',
  'recused',
  'language',
  'full',
] as const
export type OutReason = (typeof outReasons)[number]
/** Found or said: what keeps a judge from an entry whatever the round decides. */
export type ConflictReason = Exclude<OutReason, 'language' | 'full'>

/** judge → entry → reason; of several reasons the first found stands. */
export type Conflicts = Map<string, Map<string, ConflictReason>>

export type ShortEntry = {
  entryId: string
  wanted: number
  found: number
  panelSize: number
  reasons: Partial<Record<OutReason, number>>
}

/** What a plan came to: readings to add and (only where nothing else would do) to take back, or who falls short. */
export type PlanOutcome = {
  status: 'optimal' | 'infeasible'
  proven: boolean
  added: { entryId: string; panelId: string; judgeId: string }[]
  removed: { entryId: string; judgeId: string }[]
  loads: { judgeId: string; entries: number; minutes: number; added: number }[]
  shortfalls: ShortEntry[]
  loosening: { room: { judgeId: string; entries: number }[]; readers: number }
}
