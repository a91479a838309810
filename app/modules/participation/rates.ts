import { noMeasures, type Measures } from './measures.ts'

/** Counts of works, agencies and authors of one group, with what comes of comparing it with other editions. */
export type FullMeasures = Measures & {
  /** works in another language than Vietnamese */
  foreignLanguage: number
  /** authors who had no work in any earlier edition of the portal */
  firstTime: number
}

export const noFullMeasures: FullMeasures = { ...noMeasures, foreignLanguage: 0, firstTime: 0 }

/** A share as it may be shown: under five in the whole it is the two counts, so that nobody reads a trend into it. */
export type Share =
  { kind: 'rate'; rate: number } | { kind: 'counts'; part: number; whole: number } | { kind: 'none' }

export const smallest = 5

export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { kind: 'none' }
  return whole < smallest ? { kind: 'counts', part, whole } : { kind: 'rate', rate: part / whole }
}

/** Eligible of received, in the final of eligible, foreign languages of received, first-time authors of authors. */
export const rates = {
  eligibleRate: (row: FullMeasures) => shareOf(row.eligible, row.received),
  finalRate: (row: FullMeasures) => shareOf(row.inFinal, row.eligible),
  foreignShare: (row: FullMeasures) => shareOf(row.foreignLanguage, row.received),
  firstTimeShare: (row: FullMeasures) => shareOf(row.firstTime, row.authors),
} as const
export type RateName = keyof typeof rates
export const rateNames = Object.keys(rates) as RateName[]

/** Works per million people; null without a population. Under five works the count stands for itself. */
export function perMillion(received: number, people: number | null): number | null {
  return people === null || received < smallest ? null : (received / people) * 1_000_000
}
