import { entryNumber, formatNumber, formatPoints } from '#app/i18n/format.ts'
import type { Locale, Translate } from '#app/i18n/index.ts'
import { prizes } from '#app/modules/editions/prizes.ts'
import type { RankedEntry } from '#app/modules/results/ranking.ts'
import { greatestOf, leastOf } from '#app/modules/statistics/describe.ts'
import { markup, type Markup } from '#app/modules/text/markup.ts'

/** What can be done in a row: choose finalists, give a prize, or only read. */
export type RankingMode = 'choosing' | 'awarding' | 'reading'

type Shown = { edition: number; mode: RankingMode; deciding: boolean; locale: Locale; t: Translate }

/** The rows of a ranking as markup; columns as in the head of `Ranking`. */
export function rankingRows(rows: RankedEntry[], shown: Shown): string {
  const scale = scaleOf(rows)
  return rows.map((row, index) => rowOf(row, scale, shown, isCut(rows, index)).text).join('')
}

/** The first row below the cut, where the rows stand in their order. */
const isCut = (rows: RankedEntry[], index: number) =>
  index > 0 && rows[index - 1]!.above && !rows[index]!.above

function rowOf(row: RankedEntry, scale: Scale, shown: Shown, cut: boolean): Markup {
  const { edition, mode, deciding, locale, t } = shown
  const choosing = mode === 'choosing'
  const cells = [
    choosing ? choice(row, t) : null,
    markup`<td class="num nowrap">${rankOf(row)}</td>`,
    markup`<td class="nowrap">${entryNumber(edition, row.number)}</td>`,
    markup`<th scope="row" class="title" dir="auto"><a href="/organizer/${edition}/entries/${row.id}">${row.title || t('entry.keptAway')}</a>${agencyOf(row)}${toldBy(row, t)}</th>`,
    markup`<td class="num"><b>${formatPoints(row.mean, locale, 2)}</b></td>`,
    markup`<td>${spread(row, scale)}</td>`,
    markup`<td class="num">${row.readings}</td>`,
    markup`<td class="num">${formatPoints(row.sd, locale, 2)}</td>`,
    deciding ? adjustedOf(row, locale, t) : null,
    deciding ? markup`<td class="num">${chanceOf(row.chance, locale)}</td>` : null,
    choosing ? null : markup`<td>${prizeOf(row, mode, t)}</td>`,
  ].filter((cell) => cell !== null)
  const marks = [
    choosing && row.inFinal ? markup` data-marked=""` : null,
    cut ? markup` data-cut=""` : null,
  ].filter((mark) => mark !== null)
  return markup`<tr${marks}>${cells}</tr>`
}

/** Estimate ± standard error, and a mark where the other way of ranking would decide otherwise. */
function adjustedOf({ estimate, se, turned }: RankedEntry, locale: Locale, t: Translate): Markup {
  if (estimate === null || se === null) return markup`<td class="num">–</td>`
  const mark = turned ? markup` <span class="chip" data-tone="attention">${t('results.turned')}</span>` : null
  const points = (value: number) => formatPoints(value * 100, locale, 2)
  return markup`<td class="num nowrap">${points(estimate)} <span class="quiet">± ${points(se)}</span>${mark}</td>`
}

const chanceOf = (chance: number | null, locale: Locale) =>
  chance === null ? '–' : `${formatNumber(chance * 100, locale)} %`

const rankOf = ({ rank, tied }: RankedEntry) => (rank === null ? '–' : `${rank}${tied ? ' =' : ''}`)

/** How the written rule told a work from the one above it. */
const toldBy = (row: RankedEntry, t: Translate) =>
  row.toldBy === null
    ? null
    : markup`<br><span class="quiet small">${t(`round.tieShort.${row.toldBy}`)}</span>`

const agencyOf = ({ agency }: RankedEntry) =>
  agency === null ? null : markup`<br><span class="quiet">${agency}</span>`

function choice({ id, title, inFinal }: RankedEntry, t: Translate): Markup {
  const label = markup`<span class="visually-hidden">${t('results.choose', { title: title || t('entry.keptAway') })}</span>`
  return markup`<td><label><input type="checkbox" name="entryIds[]" value="${id}"${inFinal && markup` checked`}>${label}</label></td>`
}

function prizeOf({ id, title, prize }: RankedEntry, mode: RankingMode, t: Translate): Markup | string {
  if (mode !== 'awarding') return prize ? t(`prize.${prize}`) : ''
  const options = prizes.map(
    (one) =>
      markup`<option value="${one}"${one === prize && markup` selected`}>${t(`prize.${one}`)}</option>`,
  )
  return markup`<select name="prize.${id}" aria-label="${t('results.prizeFor', { title })}"><option value="">–</option>${options}</select>`
}

/** From the lowest to the highest total shown, in hundredths of a point. */
type Scale = { low: number; high: number }

/** The totals of a work on a line over all totals shown: from the lowest to the highest, ± one deviation, the mean. */
function spread({ mean, sd, totals }: RankedEntry, { low, high }: Scale): Markup | null {
  if (mean === null) return null
  const x = (value: number) =>
    Math.round(6 + ((Math.min(high, Math.max(low, value)) - low) / Math.max(high - low, 1)) * 108)
  const lines = [
    markup`<path class="axis" d="M6 8H114"/>`,
    markup`${sd !== null && markup`<path class="sd" d="M${x(mean - sd)} 8H${x(mean + sd)}"/>`}`,
    markup`<path d="M${x(leastOf(totals))} 8H${x(greatestOf(totals))}"/>`,
    markup`<circle cx="${x(mean)}" cy="8" r="3"/>`,
  ]
  return markup`<svg class="spread" width="120" height="16" viewBox="0 0 120 16" aria-hidden="true">${lines}</svg>`
}

export function scaleOf(rows: RankedEntry[]): Scale {
  const scale = { low: Infinity, high: 0 }
  for (const { totals } of rows)
    for (const total of totals) {
      scale.low = Math.min(scale.low, total)
      scale.high = Math.max(scale.high, total)
    }
  return scale
}
