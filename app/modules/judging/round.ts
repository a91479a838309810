/** Words of rounds, panels and plans that the rules, the tables and the pages share. */
export const stages = ['preliminary', 'final'] as const
export type Stage = (typeof stages)[number]

/** Scored by sheets, or decided by secret ballots. */
export const roundKinds = ['scoring', 'ballot'] as const

export const roundStates = ['forming', 'open', 'closed'] as const
export type RoundState = (typeof roundStates)[number]

/** What a ranking is by: the mean of the totals, or what the model makes of them. */
export const rankingBases = ['raw', 'adjusted'] as const
export type RankingBasis = (typeof rankingBases)[number]

export const conflictOrigins = ['declared', 'recused', 'imposed'] as const

export const planStates = ['queued', 'running', 'ready', 'failed', 'applied'] as const
