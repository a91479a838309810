/** What counts for no unit of the grid: works of central agencies, of Vietnamese abroad and of foreigners. */
export const outsideGroups = ['central', 'overseas', 'foreign'] as const
export type OutsideGroup = (typeof outsideGroups)[number]
