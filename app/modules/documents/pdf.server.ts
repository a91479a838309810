import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readFileSync } from 'node:fs'
import { documentFamilies, documentFonts, pictureFonts } from './fonts.server.ts'

/** Documents are typst templates; what varies is passed as JSON and never becomes part of the source. Tagged PDF. */
let compiler: NodeCompiler | undefined

export function renderPdf(template: string, content: unknown): Buffer {
  compiler ??= NodeCompiler.create({
    fontArgs: [{ fontBlobs: [...documentFonts(), ...pictureFonts().map((path) => readFileSync(path))] }],
  })
  try {
    return compiler.pdf({ mainFileContent: ground + template, inputs: { content: JSON.stringify(content) } })
  } finally {
    compiler.evictCache(10)
  }
}

/**
 * What every document stands on: its type, and words that break where no line is long enough for them. A checksum and a
 * link are copied as they are; scripts without spaces break by their own rules.
 */
const ground = `
#set text(lang: "vi", font: (${documentFamilies.map((name) => `"${name}"`).join(', ')}))
#show regex("[^\\s\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Hangul}\\p{Thai}\\p{Lao}\\p{Khmer}]{20,}"): it => {
  if it.text.match(regex("^([0-9a-f]{64}[.]?|https?://.{1,70})$")) != none { it }
  else { it.text.clusters().chunks(4).map(part => part.join()).join(sym.zws) }
}
`
