import { formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/index.ts'
import { perMillion, rates, type FullMeasures, type Share } from './rates.ts'

/** By what the map may be coloured. */
export const mapMeasures = [
  'received',
  'eligible',
  'eligibleRate',
  'inFinal',
  'finalRate',
  'prizes',
  'agencies',
  'authors',
  'firstTime',
  'foreignShare',
  'perMillion',
] as const
export type MapMeasure = (typeof mapMeasures)[number]

/** What tells before the results are out what nobody should know yet. */
const measuresOfResults: readonly MapMeasure[] = ['inFinal', 'finalRate', 'prizes']

/** The measures that may be told: without results none that tells them. */
export const toldMeasures = (results: boolean): readonly MapMeasure[] =>
  mapMeasures.filter((measure) => results || !measuresOfResults.includes(measure))

/** A measure of one group: what colours it, and what is written. Too few for a rate: no colour, the counts. */
export function mapValue(
  row: FullMeasures,
  measure: MapMeasure,
  people: number | null,
  locale: Locale,
): { value: number; said: string } {
  if (measure === 'eligibleRate' || measure === 'finalRate' || measure === 'foreignShare') {
    const share = rates[measure](row)
    return { value: share.kind === 'rate' ? share.rate : 0, said: sayShare(share, locale) }
  }
  if (measure === 'perMillion') {
    const value = perMillion(row.received, people)
    return { value: value ?? 0, said: value === null ? '–' : formatNumber(value, locale, 1) }
  }
  return { value: row[measure], said: formatNumber(row[measure], locale) }
}

export function sayShare(share: Share, locale: Locale): string {
  if (share.kind === 'none') return '–'
  if (share.kind === 'counts') return `${share.part}/${share.whole}`
  return `${formatNumber(share.rate * 100, locale, 0)} %`
}
