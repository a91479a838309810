/** Which coordinators a campaign goes to: by what their province has sent so far. */
export const campaignConditions = ['all', 'nothingSubmitted', 'belowTarget', 'openDrafts'] as const
export type CampaignCondition = (typeof campaignConditions)[number]

/** What decides: counts of works, a target or null without one. */
export type ProvinceState = { received: number; drafts: number; target: number | null }

export function meets(condition: CampaignCondition, { received, drafts, target }: ProvinceState): boolean {
  if (condition === 'nothingSubmitted') return received === 0
  if (condition === 'belowTarget') return target !== null && received < target
  return condition === 'all' || drafts > 0
}
