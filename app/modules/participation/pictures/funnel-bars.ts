import { markup } from '../../text/markup.ts'
import { ink, picture, round } from './ink.ts'
import { greatestOf } from '../../statistics/describe.ts'

/** A bar a step, centred, with its number; a step not told yet has none. */
export function funnelBars(
  steps: { name: string; value: number | null; said: string }[],
  title: string,
): string {
  const [width, step] = [520, 34]
  const largest = greatestOf(
    steps.map((one) => one.value ?? 0),
    1,
  )
  return picture(
    width,
    steps.length * step + 52,
    title,
    steps.map(({ name, value, said }, index) => {
      const long = ((value ?? 0) / largest) * 300
      const y = 40 + index * step
      return markup`<text x="130" y="${y + 17}" text-anchor="end" fill="${ink.text}">${name}</text><rect x="${round(290 - long / 2)}" y="${y}" width="${round(long)}" height="${step - 8}" rx="3" fill="${ink.accent}"/><text x="452" y="${y + 17}" font-weight="600" fill="${ink.text}">${said}</text>`
    }),
  )
}
