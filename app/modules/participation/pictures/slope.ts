import { markup, type Markup } from '../../text/markup.ts'
import { ink, picture, round } from './ink.ts'
import { greatestOf } from '../../statistics/describe.ts'

export type Slope = { name: string; before: number; after: number }

/** From one edition to the next: a line a province, down in the second colour and dashed; names where they do not meet. */
export function slopeChart(slopes: Slope[], heads: [string, string], title: string): string {
  if (slopes.length === 0) return picture(620, 44, title, [])
  const [left, right, top, height, width] = [190, 430, 60, 520, 620]
  const largest = greatestOf(
    slopes.flatMap((one) => [one.before, one.after]),
    1,
  )
  const y = (value: number) => round(top + height - (value / largest) * height)
  const lines = slopes.map(({ name, before, after }) => {
    const falls = after < before
    return markup`<g><title>${name}: ${before} → ${after}</title><path d="M${left} ${y(before)}L${right} ${y(after)}" stroke="${falls ? ink.second : ink.accent}" stroke-width="1.3" fill="none" ${falls ? markup`stroke-dasharray="4 3"` : markup``}/><circle cx="${left}" cy="${y(before)}" r="2.4" fill="${ink.text}"/><circle cx="${right}" cy="${y(after)}" r="2.4" fill="${ink.text}"/></g>`
  })
  return picture(width, top + height + 40, title, [
    markup`<text x="${left}" y="48" text-anchor="end" font-weight="600" fill="${ink.text}">${heads[0]}</text><text x="${right}" y="48" font-weight="600" fill="${ink.text}">${heads[1]}</text>`,
    ...lines,
    ...labels(
      slopes.map((one) => ({ name: one.name, value: one.before })),
      y,
      left - 8,
      'end',
    ),
    ...labels(
      slopes.map((one) => ({ name: one.name, value: one.after })),
      y,
      right + 8,
      'start',
    ),
  ])
}

/** Those of one height share a line; what would overlap a label above is left to the table beside the picture. */
function labels(
  rows: { name: string; value: number }[],
  y: (value: number) => number,
  x: number,
  anchor: 'start' | 'end',
): Markup[] {
  const byValue = new Map<number, string[]>()
  for (const { name, value } of rows) byValue.set(value, [...(byValue.get(value) ?? []), name])
  let last = -Infinity
  return [...byValue]
    .sort(([a], [b]) => b - a)
    .flatMap(([value, names]) => {
      if (y(value) - last < 11) return []
      last = y(value)
      const said = names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(', ')
      const text = anchor === 'end' ? `${said} ${value}` : `${value} ${said}`
      return [
        markup`<text x="${x}" y="${y(value) + 3.5}" text-anchor="${anchor}" font-size="10" fill="${ink.text}">${text}</text>`,
      ]
    })
}
