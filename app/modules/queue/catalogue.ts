/** Every job and what it carries: ids only. Each may run twice. */
export type JobCatalogue = {
  'send-mail': { mailId: string }
  'due-letters': Record<string, never>
  'check-media': { mediaId: string }
  'scan-media': Record<string, never>
  'clean-uploads': Record<string, never>
  'plan-assignment': { planId: string }
  'due-campaigns': Record<string, never>
  'send-campaign': { runId: string }
  'remind-of-deadlines': Record<string, never>
  'clear-past': Record<string, never>
  'make-certificates': Record<string, never>
  'make-export': { exportId: string }
}
