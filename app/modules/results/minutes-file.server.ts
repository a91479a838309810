import { inArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { roman } from '#app/i18n/format.ts'
import { entries } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { documentFile, type DocumentFormat } from '../documents/render-document.server.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { refuse } from '../refusal/refusal.ts'
import type { MinutesContent } from './minutes.ts'
import { minutesDocument } from './minutes-document.server.ts'
import { minutesFor } from './minutes-of-round.server.ts'

/** Minutes as a file. They tell every score of their works: refused to whoever must keep away from one of those. */
export async function minutesFile(actor: Actor, minutesId: string, format: DocumentFormat) {
  const found = await minutesFor(actor, minutesId)
  if (!found) return null
  const { content, letterhead, createdAt } = found.minutes
  if (await tellsOfBarred(actor, found.editionId, content)) return refuse('minutes.refused.conflict')
  return documentFile(
    minutesDocument(content, letterhead, createdAt),
    `bien-ban-${roman(content.edition)}`,
    format,
  )
}

async function tellsOfBarred(
  actor: Actor,
  editionId: string,
  { categories, ballots }: MinutesContent,
): Promise<boolean> {
  const barred = await worksBarredTo(actor.userId, editionId)
  if (barred.size === 0) return false
  const works = await database()
    .select({ number: entries.number })
    .from(entries)
    .where(inArray(entries.id, [...barred]))
  const numbers = new Set(works.map((work) => work.number))
  const told = [...categories.flatMap(({ rows }) => rows), ...ballots.flatMap(({ count }) => count.votes)]
  return told.some((row) => numbers.has(row.number))
}
