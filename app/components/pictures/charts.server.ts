import { scaleLinear } from 'd3-scale'
import { roundTo } from '#app/modules/text/round-to.ts'
import { greatestOf, leastOf } from '#app/modules/statistics/describe.ts'
import { markup, type Markup } from '#app/modules/text/markup.ts'

/**
 * Pictures of figures, drawn on the server: nothing of this reaches the browser but the picture. Each stands beside a
 * table with the same figures, so it is hidden from screen readers.
 */
const svg = (width: number, height: number, parts: Markup[]) =>
  markup`<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${parts}</svg>`
    .text

const rounded = (value: number) => roundTo(value, 1)

export type Dot = { label: string; value: number; low: number; high: number }

/** A row for each: a dot with its interval, over a shared axis; `zero` draws a line there. */
export function dotPlot(dots: Dot[], axis: { zero?: number; format: (value: number) => string }): string {
  if (dots.length === 0) return ''
  const [left, right, top, step] = [190, 20, 8, 22]
  const width = 640
  const height = top + dots.length * step + 28
  const all = dots.flatMap((dot) => [dot.low, dot.high, ...(axis.zero === undefined ? [] : [axis.zero])])
  const x = scaleLinear()
    .domain([leastOf(all), greatestOf(all) + 1e-9])
    .nice()
    .range([left, width - right])
  const y = (index: number) => top + index * step + step / 2
  const bottom = top + dots.length * step
  const ticks = x.ticks(6).map((tick) => {
    const at = rounded(x(tick))
    return markup`<path class="grid" d="M${at} ${top}V${bottom}"/><text class="tick" x="${at}" y="${bottom + 18}" text-anchor="middle">${axis.format(tick)}</text>`
  })
  const zero =
    axis.zero === undefined
      ? []
      : [markup`<path class="zero" d="M${rounded(x(axis.zero))} ${top}V${bottom}"/>`]
  const rows = dots.map(
    (dot, index) =>
      markup`<text x="${left - 10}" y="${y(index) + 4}" text-anchor="end">${short(dot.label, 26)}</text><path class="bar" d="M${rounded(x(dot.low))} ${y(index)}H${rounded(x(dot.high))}"/><circle cx="${rounded(x(dot.value))}" cy="${y(index)}" r="4"/>`,
  )
  return svg(width, height, [...ticks, ...zero, ...rows])
}

/** Rows × columns; the darker a field the more, with the count in it. */
export function heatMap(rows: { label: string; counts: number[] }[], columns: string[]): string {
  if (rows.length === 0 || columns.length === 0) return ''
  const [left, top, cellWidth, cellHeight] = [190, 24, 40, 22]
  const most = greatestOf(
    rows.flatMap((row) => row.counts),
    1,
  )
  const heads = columns.map(
    (label, index) =>
      markup`<text class="tick" x="${left + index * cellWidth + cellWidth / 2}" y="16" text-anchor="middle">${label}</text>`,
  )
  const body = rows.flatMap((row, at) => [
    markup`<text x="${left - 10}" y="${top + at * cellHeight + 15}" text-anchor="end">${short(row.label, 26)}</text>`,
    ...row.counts.map((count, index) => {
      const share = Math.round((count / most) * 4)
      return markup`<rect class="heat" data-level="${share}" x="${left + index * cellWidth + 1}" y="${top + at * cellHeight + 1}" width="${cellWidth - 2}" height="${cellHeight - 2}"/>${count > 0 && markup`<text class="heat-count" data-level="${share}" x="${left + index * cellWidth + cellWidth / 2}" y="${top + at * cellHeight + 15}" text-anchor="middle">${count}</text>`}`
    }),
  ])
  return svg(left + columns.length * cellWidth + 4, top + rows.length * cellHeight + 4, [...heads, ...body])
}

/** Counts of values in equal steps from nothing to the most. */
export function histogram(counts: number[], ends: [string, string]): string {
  const [width, height, bottom] = [220, 84, 64]
  const most = greatestOf(counts, 1)
  const step = width / counts.length
  const bars = counts.map((count, index) => {
    const tall = Math.round((count / most) * 56)
    return markup`<rect class="column" x="${rounded(index * step + 1)}" y="${bottom - tall}" width="${rounded(step - 2)}" height="${tall}"/>`
  })
  return svg(width, height, [
    ...bars,
    markup`<path class="zero" d="M0 ${bottom}H${width}"/>`,
    markup`<text class="tick" x="0" y="${bottom + 15}">${ends[0]}</text>`,
    markup`<text class="tick" x="${width}" y="${bottom + 15}" text-anchor="end">${ends[1]}</text>`,
  ])
}

const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
