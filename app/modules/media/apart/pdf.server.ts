import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import { finding, type Finding } from '../report.ts'

let library: Promise<PDFiumLibrary> | undefined

/** Opens a PDF as Chromium would, without a password; a finding where that does not go. */
export async function openPdf(body: Buffer): Promise<PDFiumDocument | Finding> {
  library ??= PDFiumLibrary.init()
  try {
    return await (await library).loadDocument(body)
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    // A security scheme nobody knows is opened by its own program only, as a password is.
    return finding(/password|security/i.test(words) ? 'needsPassword' : 'cannotOpen')
  }
}

export const isFinding = (answer: PDFiumDocument | Finding): answer is Finding => 'code' in answer
