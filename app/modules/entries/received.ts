import type { EntryState } from './entry.ts'

/** Handed in and not taken back: what the award says it received, whatever screening found. */
export const receivedStates = [
  'submitted',
  'returned',
  'eligible',
  'ineligible',
  'disqualified',
] as const satisfies EntryState[]

/** Received and not fallen in screening: what counts against an author's cap and is checked when rules change. */
export const competingStates = ['submitted', 'returned', 'eligible'] as const satisfies EntryState[]
