import { roman } from '#app/i18n/format.ts'
import type { Actor } from '../accounts/actor.ts'
import { renderDocumentPdf } from '../exports/formats/document-pdf.server.ts'
import { renderDocx } from '../exports/formats/docx.server.ts'
import { barredTo } from '../judging/conflicts.server.ts'
import { minutesFor } from './draw-minutes.server.ts'
import { minutesDocument } from './minutes-document.server.ts'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/** Minutes as a file. They tell every score of their panel: whoever must keep away from a work does not get them. */
export async function minutesFile(actor: Actor, minutesId: string, format: 'docx' | 'pdf') {
  const found = await minutesFor(actor, minutesId)
  if (!found || (await barredTo(actor, found.editionId)).size > 0) return null
  const { content, letterhead, createdAt } = found.minutes
  const document = minutesDocument(content, letterhead, createdAt)
  return {
    name: `bien-ban-${roman(content.edition)}.${format}`,
    type: types[format],
    body: format === 'docx' ? await renderDocx(document) : renderDocumentPdf(document),
  }
}
