import { markup, type Markup } from '../../text/markup.ts'
import { roundTo } from '../../text/round-to.ts'

/**
 * The colours of pictures that leave the site as files, where no style sheet goes with them. One hue from light to
 * dark: told apart without colour sight and on a grey printer; every tile says its number too.
 */
export const ramp = ['#eef1f2', '#cfe3e2', '#a3cccb', '#6aa9a8', '#1f6f70'] as const
export const onRamp = ['#20303a', '#20303a', '#20303a', '#13222b', '#ffffff'] as const
export const ink = {
  text: '#20303a',
  quiet: '#54656f',
  line: '#c9d1d5',
  accent: '#1f6f70',
  second: '#9a5b13',
} as const
const family = "'Be Vietnam Pro', sans-serif"

/** A picture with its title inside, which is also what it is called by those who cannot see it. */
export function picture(width: number, height: number, title: string, parts: Markup[]): string {
  const head = title
    ? markup`<text x="12" y="22" font-size="15" font-weight="600" fill="${ink.text}">${title}</text>`
    : markup``
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${family}" font-size="11"><title>${title}</title><rect width="${width}" height="${height}" fill="#ffffff"/>${head}${parts}</svg>`
    .text
}

export const round = (value: number) => roundTo(value, 1)
