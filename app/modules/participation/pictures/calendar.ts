import { markup, type Markup } from '../../text/markup.ts'
import { levelOf } from '../measures.ts'
import { greatestOf } from '../../statistics/describe.ts'
import { ink, picture, ramp } from './ink.ts'

const dayMs = 86_400_000
const size = 16

/** A square a day, a column a week from Monday, darker for more works. Days are `yyyy-MM-dd`. */
export function calendar(
  days: { day: string; count: number }[],
  words: {
    title: string
    weekdays: string[]
    month: (day: string) => string
    day: (day: string) => string
    none: string
  },
): string {
  if (days.length === 0)
    return picture(360, 70, words.title, [
      markup`<text x="12" y="50" fill="${ink.quiet}">${words.none}</text>`,
    ])
  const counts = new Map(days.map((one) => [one.day, one.count]))
  const first = mondayOf(days[0]!.day)
  const last = Date.parse(days.at(-1)!.day)
  const weeks = Math.floor((last - first) / dayMs / 7) + 1
  const largest = greatestOf(counts.values())
  const squares: Markup[] = []
  let month = ''
  for (let at = first; at <= last; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10)
    const index = Math.round((at - first) / dayMs)
    const [x, y] = [44 + Math.floor(index / 7) * size, 52 + (index % 7) * size]
    const count = counts.get(day) ?? 0
    if (day.slice(0, 7) !== month && index % 7 === 0) {
      month = day.slice(0, 7)
      squares.push(
        markup`<text x="${x}" y="46" font-size="10" fill="${ink.quiet}">${words.month(day)}</text>`,
      )
    }
    squares.push(
      markup`<rect x="${x}" y="${y}" width="${size - 2}" height="${size - 2}" rx="2" fill="${ramp[levelOf(count, largest)]}" stroke="${ink.line}" stroke-width="0.4"><title>${words.day(day)}: ${count}</title></rect>`,
    )
  }
  const names = words.weekdays.map((name, index) =>
    index % 2 === 0
      ? markup`<text x="38" y="${63 + index * size}" text-anchor="end" font-size="10" fill="${ink.quiet}">${name}</text>`
      : markup``,
  )
  return picture(Math.max(360, 60 + weeks * size), 52 + 7 * size + 14, words.title, [...names, ...squares])
}

function mondayOf(day: string): number {
  const at = Date.parse(day)
  return at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs
}
