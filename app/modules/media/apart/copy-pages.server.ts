import type { PDFiumDocument } from '@hyzyla/pdfium'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { fileOfCopy } from '../copies.ts'
import { isFinding, openPdf } from './pdf.server.ts'
import { readWhole, type Source } from './source.server.ts'

/** Of a book more than these pages are read in the document itself. */
const mostPages = 400

/**
 * Pages as pictures, their text, and one document of these pictures: what was written beside the pages (information,
 * XMP, attachments, names of programs, what cameras left in pictures) stays behind, whatever form it has.
 */
export async function copyPages(source: Source, folder: string, progress: (share: number) => void) {
  const body = await readWhole(source)
  const made = await PDFDocument.create({ updateMetadata: false })
  const texts: string[] = []
  let count = 1
  for (let index = 0; index < Math.min(count, mostPages); index++) {
    // Opened anew every so often: what a page took is given back with its document alone.
    const document = await opened(body)
    count = document.getPageCount()
    const last = Math.min(index + 20, count, mostPages)
    for (; index < last; index++) {
      await copyPage(document, index, { made, folder, texts })
      progress((index + 1) / Math.min(count, mostPages))
    }
    index -= 1
    document.destroy()
  }
  writeFileSync(join(folder, fileOfCopy('text')), texts.join('\n\n'))
  writeFileSync(join(folder, fileOfCopy('document')), await made.save({ addDefaultPage: false }))
}

async function opened(body: Buffer): Promise<PDFiumDocument> {
  const document = await openPdf(body)
  if (isFinding(document)) throw new Error('The document does not open.')
  return document
}

async function copyPage(
  document: PDFiumDocument,
  index: number,
  { made, folder, texts }: { made: PDFDocument; folder: string; texts: string[] },
) {
  // Before it is drawn: the drawing lets go of the page.
  texts.push(document.getPage(index).getText())
  const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize()
  // Some 150 dots an inch of A4; a poster is not drawn larger than a screen shows.
  const scale = Math.min(2, 2400 / Math.max(originalWidth, originalHeight, 1))
  const { data, width, height } = await document.getPage(index).render({ scale, render: 'bitmap' })
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const picture = sharp(raw, { raw: { width, height, channels: 4 } }).flatten({ background: '#fff' })
  await picture
    .clone()
    .webp({ quality: 80 })
    .toFile(join(folder, fileOfCopy('page', index + 1)))
  const image = await made.embedJpg(await picture.jpeg({ quality: 80 }).toBuffer())
  made
    .addPage([originalWidth, originalHeight])
    .drawImage(image, { width: originalWidth, height: originalHeight })
}
