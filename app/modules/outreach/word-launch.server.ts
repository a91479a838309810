import { and, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { databaseNow } from '#db/clock.ts'
import { launchWordings } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { changedParts, type LaunchKind, type LaunchText } from './launch.ts'
import { launchOf } from './launch-of.server.ts'

/**
 * Words a piece by hand, or gives all of it back to the rules (`parts` empty). A save that does not build on the newest
 * version is refused, as is one after the edition has closed; what is as the rules have it is not kept.
 */
export async function wordLaunch(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  ask: { kind: LaunchKind; version: number; parts: LaunchText },
): Promise<{ done: true } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  const launch = await launchOf(editionId, province)
  if (!launch) return null
  const { edition, facts, pieces } = launch
  const piece = pieces.find((one) => one.kind === ask.kind)!
  const wording = changedParts(ask.kind, piece.drawn, ask.parts)
  return database().transaction(async (tx) => {
    if ((await databaseNow(tx)) >= edition.closesAt) return refuse('entry.refused.tooLate')
    const key = { editionId, frame: province.frame, code: province.code, kind: ask.kind }
    const written = { wording, facts, version: ask.version + 1, writtenBy: actor.userId }
    const saved =
      ask.version === 0
        ? await tx
            .insert(launchWordings)
            .values({ ...key, ...written })
            .onConflictDoNothing()
            .returning({ version: launchWordings.version })
        : await tx
            .update(launchWordings)
            .set({ ...written, writtenAt: await databaseNow(tx) })
            .where(
              and(
                eq(launchWordings.editionId, editionId),
                eq(launchWordings.frame, key.frame),
                eq(launchWordings.code, key.code),
                eq(launchWordings.kind, key.kind),
                eq(launchWordings.version, ask.version),
              ),
            )
            .returning({ version: launchWordings.version })
    if (saved.length === 0) return refuse('entry.refused.stale')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.launchWorded',
      subjectId: `${province.frame}:${province.code}`,
      editionId,
      details: { piece: ask.kind, version: ask.version + 1, wording },
    })
    return { done: true }
  })
}
