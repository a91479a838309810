import { and, eq, ne, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { entries, media } from '#db/schema/entries.ts'
import { assignments, rounds } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { entriesVisibleTo } from '../entries/visibility.server.ts'
import { isOnBallotOf } from '../judging/ballot-seat.server.ts'
import { standing } from '../judging/counting.server.ts'
import { awaitsScan, hasScanner } from '../media/scan-media.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { keepsAwayFrom } from './dossier.server.ts'

/** Long enough to begin; a player whose link ended asks for another. */
const linkSeconds = 600

/**
 * A short link to one file for whoever may see its entry: the owner, the secretariat, the province, or a judge it is
 * assigned to; what is kept aside, or waits for the virus scanner, for the owner alone; what is infected for nobody. In a
 * blind round the judge's link carries no file name, since names tell authors.
 */
export async function openMedia(
  actor: Actor,
  mediaId: string,
  download: boolean,
  scans = hasScanner(),
): Promise<string | Refusal | null> {
  const [file] = await database()
    .select({
      file: media,
      ownerId: entries.ownerId,
      editionId: entries.editionId,
      visible: sql<boolean>`${entriesVisibleTo(actor)}`,
    })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(and(eq(media.id, mediaId), eq(media.state, 'complete')))
  if (!file) return null
  const { objectKey, mime, name } = file.file
  const { entryId: id, aside } = file.file
  const own = file.ownerId === actor.userId
  if (!own && (aside || (await keepsAwayFrom(actor, { id, editionId: file.editionId })))) return null
  const seenAs = file.visible ? name : await nameForJudge(actor, file.file)
  if (seenAs === null) return null
  if (file.file.infection) return refuse('media.refused.infected')
  if (!own && awaitsScan(file.file, scans)) return refuse('media.refused.unscanned')
  return storage().signDownload(
    objectKey,
    { name: seenAs, contentType: mime, inline: !download },
    linkSeconds,
  )
}

async function nameForJudge(actor: Actor, file: typeof media.$inferSelect): Promise<string | null> {
  const [assigned] = await database()
    .select({ blind: rounds.blind, editionId: rounds.editionId })
    .from(assignments)
    .innerJoin(rounds, eq(rounds.id, assignments.roundId))
    .where(
      and(
        eq(assignments.judgeId, actor.userId),
        eq(assignments.entryId, file.entryId),
        standing,
        ne(rounds.state, 'forming'),
      ),
    )
  if (assigned && !judgesIn(actor, assigned.editionId)) return null
  const seen = assigned ?? (await isOnBallotOf(actor, file.entryId))
  if (!seen) return null
  return seen.blind ? `tac-pham.${file.name.split('.').at(-1)}` : file.name
}
