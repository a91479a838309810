import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** Documents are typst templates; what varies is passed as JSON and never becomes part of the source. */
let compiler: NodeCompiler | undefined

export function renderPdf(template: string, content: unknown): Buffer {
  compiler ??= NodeCompiler.create()
  try {
    return compiler.pdf({ mainFileContent: template, inputs: { content: JSON.stringify(content) } })
  } finally {
    compiler.evictCache(10)
  }
}
