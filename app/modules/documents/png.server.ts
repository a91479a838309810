import { Resvg } from '@resvg/resvg-js'
import { pictureFonts } from './fonts.server.ts'

/** A picture as PNG, so many dots wide, on white. */
export function renderPng(svg: string, width: number): Buffer {
  const picture = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'width', value: width },
    font: { fontFiles: pictureFonts(), loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
  })
  return picture.render().asPng()
}
