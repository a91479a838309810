import { roman } from '#app/i18n/format.ts'
import type { Actor } from '../actor/actor.ts'
import { documentFile, type DocumentFormat } from '../documents/render-document.server.ts'
import { worksBarredTo } from '../judging/conflicts.server.ts'
import { minutesDocument } from './minutes-document.server.ts'
import { minutesFor } from './minutes-of-round.server.ts'

/** Minutes as a file. They tell every score of their panel: whoever must keep away from a work does not get them. */
export async function minutesFile(actor: Actor, minutesId: string, format: DocumentFormat) {
  const found = await minutesFor(actor, minutesId)
  if (!found || (await worksBarredTo(actor.userId, found.editionId)).size > 0) return null
  const { content, letterhead, createdAt } = found.minutes
  return documentFile(
    minutesDocument(content, letterhead, createdAt),
    `bien-ban-${roman(content.edition)}`,
    format,
  )
}
