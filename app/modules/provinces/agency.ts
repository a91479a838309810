/** Whose an agency is: of the State or the Party as a whole, of a province, of another country. */
export const agencyLevels = ['central', 'provincial', 'foreign'] as const
export type AgencyLevel = (typeof agencyLevels)[number]

/** Proposed until somebody decides: confirmed, merged into another one, or refused for a reason. */
export const agencyStates = ['proposed', 'confirmed', 'merged', 'refused'] as const
export type AgencyState = (typeof agencyStates)[number]

export function agencyState(agency: {
  approvedAt: Date | null
  refusedAt: Date | null
  successorId: string | null
}): AgencyState {
  if (agency.refusedAt) return 'refused'
  if (agency.successorId) return 'merged'
  return agency.approvedAt ? 'confirmed' : 'proposed'
}
