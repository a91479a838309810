import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries, media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'

/** The own dossier that a file belongs to or belonged to, where what was refused is told; null where it is another's. */
export async function dossierOfFile(actor: Actor, mediaId: string): Promise<string | null> {
  const [found] = await database()
    .select({ entryId: media.entryId })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(and(eq(media.id, mediaId), eq(entries.ownerId, actor.userId)))
  return found?.entryId ?? null
}
