import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { assignments, entries, media, rounds } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { entriesVisibleTo } from '../entries/visibility.server.ts'

const linkSeconds = 2 * 3600

/**
 * A short link to one file for whoever may see its entry: the owner, the secretariat, the province, or a judge it is
 * assigned to. In a blind round the judge's link carries no file name, since names tell authors.
 */
export async function openMedia(actor: Actor, mediaId: string, download: boolean): Promise<string | null> {
  const [file] = await database()
    .select({ file: media, visible: sql<boolean>`${entriesVisibleTo(actor)}` })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(and(eq(media.id, mediaId), eq(media.state, 'complete')))
  if (!file) return null
  const { objectKey, mime, name } = file.file
  const seenAs = file.visible ? name : await nameForJudge(actor, file.file)
  if (seenAs === null) return null
  return storage().signDownload(
    objectKey,
    { name: seenAs, contentType: mime, inline: !download },
    linkSeconds,
  )
}

async function nameForJudge(actor: Actor, file: typeof media.$inferSelect): Promise<string | null> {
  const [assigned] = await database()
    .select({ blind: rounds.blind })
    .from(assignments)
    .innerJoin(rounds, eq(rounds.id, assignments.roundId))
    .where(
      and(
        eq(assignments.judgeId, actor.userId),
        eq(assignments.entryId, file.entryId),
        isNull(assignments.recusedAt),
        ne(rounds.state, 'forming'),
      ),
    )
  if (!assigned) return null
  return assigned.blind ? `tac-pham.${file.name.split('.').at(-1)}` : file.name
}
