import { formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/index.ts'
import type { PageTexts } from '#app/i18n/use-translation.ts'
import { levelOf, type Level } from './measures.ts'
import { perMillion, rates, type FullMeasures, type RateName, type Share } from './rates.ts'

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

const isRate = (measure: MapMeasure): measure is MapMeasure & RateName => measure in rates

/** What a colour of the map stands for, from none to the most. */
export type LegendStep = { level: Level; said: string }

/** Whole numbers as the range they can have, others by their upper end; a colour that nothing can have is left out. */
export function mapLegend(largest: number, measure: MapMeasure, { t, locale }: PageTexts): LegendStep[] {
  const none: LegendStep = {
    level: 0,
    said: t(isRate(measure) || measure === 'perMillion' ? 'measures.legend.noRate' : 'measures.legend.none'),
  }
  if (largest <= 0) return [none]
  const upTo = [1, 2, 3, 4].map((level) => (largest * level) / 4)
  if (isRate(measure) || measure === 'perMillion')
    return [
      none,
      ...upTo.map((to) => ({
        level: levelOf(to, largest),
        said: `≤ ${isRate(measure) ? `${formatNumber(to * 100, locale)} %` : formatNumber(to, locale, 1)}`,
      })),
    ]
  const number = (value: number) => formatNumber(value, locale)
  return [
    none,
    ...upTo.flatMap((end, index) => {
      const [from, to] = [Math.floor(upTo[index - 1] ?? 0) + 1, Math.floor(end)]
      if (from > to) return []
      return [
        { level: levelOf(to, largest), said: from === to ? number(to) : `${number(from)}–${number(to)}` },
      ]
    }),
  ]
}

/** A measure of one group: what colours it, and what is written. Too few for a rate: no colour, the counts. */
export function mapValue(
  row: FullMeasures,
  measure: MapMeasure,
  people: number | null,
  locale: Locale,
): { value: number; said: string } {
  if (isRate(measure)) {
    const share = rates[measure](row)
    return { value: share.kind === 'rate' ? share.rate : 0, said: sayShare(share, locale) }
  }
  if (measure === 'perMillion') {
    const value = perMillion(row.received, people)
    return { value: value ?? 0, said: value === null ? '–' : formatNumber(value, locale, 1) }
  }
  return { value: row[measure], said: formatNumber(row[measure], locale) }
}

/** A value of a unit that may have more than can be told, as of merged units in the frame before: no number where it has none. */
export const atLeast = ({ value, said }: { value: number; said: string }, received: number) =>
  received === 0 ? { value: 0, said: '?' } : { value, said: `${said}*` }

export function sayShare(share: Share, locale: Locale): string {
  if (share.kind === 'none') return '–'
  if (share.kind === 'counts') return `${share.part}/${share.whole}`
  return `${formatNumber(share.rate * 100, locale, 0)} %`
}
