/** Whose an agency is: of the State or the Party as a whole, of a province, of another country. */
export const agencyLevels = ['central', 'provincial', 'foreign'] as const
export type AgencyLevel = (typeof agencyLevels)[number]
