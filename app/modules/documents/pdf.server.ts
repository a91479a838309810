import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readFileSync } from 'node:fs'
import { documentFonts, pictureFonts } from './fonts.server.ts'

/** Documents are typst templates; what varies is passed as JSON and never becomes part of the source. Tagged PDF. */
let compiler: NodeCompiler | undefined

export function renderPdf(template: string, content: unknown): Buffer {
  compiler ??= NodeCompiler.create({
    fontArgs: [{ fontBlobs: [...documentFonts(), ...pictureFonts().map((path) => readFileSync(path))] }],
  })
  try {
    return compiler.pdf({ mainFileContent: template, inputs: { content: JSON.stringify(content) } })
  } finally {
    compiler.evictCache(10)
  }
}
