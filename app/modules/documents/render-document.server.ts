import { contentTypes } from './content-types.ts'
import type { OfficialDocument } from './document.ts'
import { renderDocumentPdf } from './document-pdf.server.ts'
import { renderDocx } from './docx.server.ts'

export type DocumentFormat = 'docx' | 'pdf'

/** A document as a file of this name, without its ending. */
export async function documentFile(document: OfficialDocument, name: string, format: DocumentFormat) {
  const body = format === 'docx' ? await renderDocx(document) : renderDocumentPdf(document)
  return { name: `${name}.${format}`, type: contentTypes[format], body }
}
