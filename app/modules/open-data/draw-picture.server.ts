import { asOf } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { formatDate, formatNumber, roman } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/index.ts'
import { renderPng } from '../documents/png.server.ts'
import { funnelOfAll } from '../outreach/province-funnel.server.ts'
import { acrossEditions, type EditionRow } from '../participation/across-editions.server.ts'
import { unitsOf, provinceHistory } from '../provinces/history.server.ts'
import type { Frame } from '../provinces/history.ts'
import { atLeast, mapLegend, mapValue, toldMeasures, type MapMeasure } from '../participation/map-values.ts'
import { toldSteps } from '../participation/funnel.ts'
import { measuresBy } from '../participation/measures-by.server.ts'
import { daysOf, untoldUnits } from '../participation/participation-of.server.ts'
import { funnelBars } from '../participation/pictures/funnel-bars.ts'
import { calendar } from '../participation/pictures/calendar.ts'
import { slopeChart } from '../participation/pictures/slope.ts'
import { smallMultiples } from '../participation/pictures/small-multiples.ts'
import { largestOf, tileMap, type TileValue } from '../participation/pictures/tile-map.ts'
import { populationsOf } from '../participation/populations.server.ts'
import { publicAcross } from './public-figures.server.ts'
import { tilesOf } from '../provinces/tiles.ts'

export const pictureNames = ['map', 'calendar', 'funnel', 'editions', 'slope'] as const
export type PictureName = (typeof pictureNames)[number]

export type PictureAsk = {
  edition: { id: string; number: number }
  frame: Frame
  measure: MapMeasure
  locale: Locale
  /** whether what tells results may be drawn */
  results: boolean
  /** for everybody: of other editions only what is published too */
  open: boolean
  /** the earlier edition of a slope */
  from?: number
}

/** A picture as SVG, whole and by itself. */
export function drawPicture(name: PictureName, ask: PictureAsk): Promise<string> {
  return asOf(() => drawings[name](ask))
}

const drawings: Record<PictureName, (ask: PictureAsk) => Promise<string>> = {
  map: drawMap,
  calendar: drawCalendar,
  funnel: drawFunnel,
  editions: drawEditions,
  slope: drawSlope,
}

const fileName = /^([a-z]+)\.(svg|png)$/

/** The picture a file is of; null where none is so called. */
export const pictureNamed = (file: string): PictureName | null =>
  pictureNames.find((one) => one === fileName.exec(file)?.[1]) ?? null

/**
 * What is asked, as far as this picture tells it: two addresses of one picture ask the same, and of each edition there
 * are few to ask for.
 */
export function onlyWhatTells(name: PictureName, ask: PictureAsk): PictureAsk {
  const { edition, from } = ask
  const earlier = from !== undefined && from > 0 && from < edition.number ? from : undefined
  return {
    ...ask,
    measure: name === 'map' ? allowedMeasure(ask) : 'received',
    from: name === 'slope' ? earlier : undefined,
  }
}

/** `map.svg` or `map.png` and the like, as a file; null where no picture is so called. */
export async function pictureFile(file: string, ask: PictureAsk) {
  const name = pictureNamed(file)
  if (!name) return null
  const ending = file.split('.')[1]!
  const svg = await drawPicture(name, ask)
  return {
    name: `${name}-${roman(ask.edition.number)}.${ending}`,
    type: ending === 'svg' ? 'image/svg+xml' : 'image/png',
    body: ending === 'svg' ? Buffer.from(svg) : renderPng(svg, 1600),
  }
}

/**
 * What each unit of the frame, and each group outside it, has of a measure, with how it is written; `untold` are the
 * units that may have more, where they are known already.
 */
export async function mapValuesOf(
  ask: PictureAsk,
  untold?: Iterable<string>,
): Promise<Map<string, TileValue>> {
  const measure = allowedMeasure(ask)
  const [rows, more, people] = await Promise.all([
    measuresBy(ask.edition.id, 'province', ask.frame),
    untold ? new Set(untold) : untoldUnits(ask.edition.id, await provinceHistory(), ask.frame),
    measure === 'perMillion' ? populationsOf(ask.frame) : new Map<string, { people: number }>(),
  ])
  return new Map(
    rows.map((row) => {
      const value = mapValue(row, measure, people.get(row.key)?.people ?? null, ask.locale)
      return [row.key, more.has(row.key) ? atLeast(value, row.received) : value]
    }),
  )
}

const allowedMeasure = ({ results, measure }: PictureAsk): MapMeasure =>
  toldMeasures(results).includes(measure) ? measure : 'received'

async function drawMap(ask: PictureAsk): Promise<string> {
  const t = translator(ask.locale)
  const [values, history] = await Promise.all([mapValuesOf(ask), provinceHistory()])
  const title = t('measures.pictureTitle', { edition: roman(ask.edition.number) })
  const measure = allowedMeasure(ask)
  const tiles = tilesOf(ask.frame, history)
  return tileMap(tiles, values, title, {
    title: t(`measures.map.${measure}`),
    steps: mapLegend(largestOf(tiles, values), measure, { t, locale: ask.locale }),
  })
}

async function drawCalendar({ edition, locale }: PictureAsk): Promise<string> {
  const t = translator(locale)
  return calendar([...(await daysOf(edition.id))], {
    title: t('measures.calendarTitle', { edition: roman(edition.number) }),
    weekdays: t('measures.weekdays').split(' '),
    day: (day) => formatDate(day, locale),
    month: (day) => `${day.slice(5, 7)}/${day.slice(0, 4)}`,
    none: t('province.noDays'),
  })
}

async function drawFunnel({ edition, locale, results, open }: PictureAsk): Promise<string> {
  const t = translator(locale)
  const funnel = await funnelOfAll(edition.id)
  return funnelBars(
    toldSteps({ results, open }).map((step) => ({
      name: t(`follow.funnel.step.${step}`),
      value: funnel[step],
      said: formatNumber(funnel[step] ?? 0, locale),
    })),
    t(open ? 'measures.openFunnelTitle' : 'measures.funnelTitle', { edition: roman(edition.number) }),
  )
}

async function drawEditions(ask: PictureAsk): Promise<string> {
  const { frame, locale } = ask
  const t = translator(locale)
  const [rows, history] = await Promise.all([editionsOf(ask), provinceHistory()])
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, locale))
  return smallMultiples(
    tilesOf(frame, history),
    rows.map((row) => ({
      name: `${roman(row.number)} (${row.year})`,
      said: `${row.rough ? '≈ ' : ''}${number(row.received)}`,
      values:
        row.byUnit &&
        new Map(Object.entries(row.byUnit).map(([code, value]) => [code, { value, said: number(value) }])),
    })),
    t('measures.editionsTitle'),
    t('measures.totalsOnly'),
    (largest) => mapLegend(largest, 'received', { t, locale }),
  )
}

async function drawSlope(ask: PictureAsk): Promise<string> {
  const t = translator(ask.locale)
  const pair = slopePair(await editionsOf(ask), ask.edition.number, ask.from)
  if (!pair) return slopeChart([], ['', ''], t('measures.noSlope'))
  const units = await unitsOf(ask.frame)
  const [before, after] = pair
  return slopeChart(
    units.map(({ code, name }) => ({
      name,
      before: before.byUnit![code] ?? 0,
      after: after.byUnit![code] ?? 0,
    })),
    [roman(before.number), roman(after.number)],
    t('measures.slopeTitle', { before: roman(before.number), after: roman(after.number) }),
  )
}

async function editionsOf({ frame, open, edition }: PictureAsk): Promise<EditionRow[]> {
  const rows = await acrossEditions(frame)
  return open ? publicAcross(rows, edition.number) : rows
}

/** The edition and an earlier one (the last before it, unless said) that both know their provinces. */
export function slopePair(
  rows: EditionRow[],
  number: number,
  from?: number,
): [EditionRow, EditionRow] | null {
  const known = rows.filter((row) => row.byUnit !== null)
  const after = known.find((row) => row.number === number)
  const before = known.findLast((row) => (from ? row.number === from : row.number < number))
  return before && after && before.number < after.number ? [before, after] : null
}
