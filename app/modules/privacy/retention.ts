/**
 * How long what is kept: the lines of the public table, in its order. Where a number of days or months stands, a nightly job
 * does it; the rest is kept by a law, or until somebody asks. A test holds the words of the table against these numbers.
 */
export const retention = {
  account: {},
  dossier: {},
  drafts: { months: 12 },
  fallen: { months: 12 },
  removed: { days: 7 },
  sessions: { days: 400 },
  tokens: { days: 30 },
  letters: { days: 90 },
  invitees: { months: 12 },
  worksheets: { days: 30, months: 12 },
  exports: { days: 7 },
  origins: { days: 90 },
  requests: { years: 5 },
  record: {},
} as const satisfies Record<string, { days?: number; months?: number; years?: number }>

export type RetentionLine = keyof typeof retention
export const retentionLines = Object.keys(retention) as RetentionLine[]
