import type { PDFiumDocument } from '@hyzyla/pdfium'
import { finding, nothingSeen, type Finding, type Seen } from '../report.ts'
import { isFinding, openPdf } from './pdf.server.ts'
import { readWhole, type Source } from './source.server.ts'

/** Opens a PDF and every page of it. */
export async function lookAtPages(source: Source): Promise<Seen> {
  const body = await readWhole(source)
  const seen: Seen = { ...nothingSeen, kind: 'pdf', container: 'pdf' }
  const document = await openPdf(body)
  const cut = isCut(body) ? [finding('notWhole')] : []
  if (isFinding(document)) {
    const cause = document.code === 'cannotOpen' ? cut : []
    return { ...seen, findings: [document, ...cause] }
  }
  const pages = document.getPageCount()
  if (pages === 0) return { ...seen, pages, findings: [finding('noPages'), ...cut] }
  const locked = body.includes('/Encrypt') ? [finding('locked')] : []
  return {
    ...seen,
    pages,
    ...sizeOf(document),
    playsInBrowser: true,
    findings: [...cut, ...broken(document, pages), ...locked],
  }
}

/**
 * Readers repair what has no end and show what is left of it, without a word: whole is what says where its table stands
 * (`startxref`, ISO 32000-1, 7.5.5) near its end.
 */
const isCut = (body: Buffer) => !body.subarray(-65_536).includes('startxref')

/** A page that does not load, from 1. */
function broken(document: PDFiumDocument, pages: number): Finding[] {
  for (let index = 0; index < pages; index++) {
    try {
      const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize()
      if (originalWidth > 0 && originalHeight > 0) continue
    } catch {
      // Told below, as a page without a size is.
    }
    return [finding('damaged', index + 1)]
  }
  return []
}

function sizeOf(document: PDFiumDocument): { width: number | null; height: number | null } {
  try {
    const { originalWidth, originalHeight } = document.getPage(0).getOriginalSize()
    return { width: Math.round(originalWidth), height: Math.round(originalHeight) }
  } catch {
    return { width: null, height: null }
  }
}
