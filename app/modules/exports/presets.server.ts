import { and, asc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { exportPresets } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { organizes } from '../accounts/policy.ts'

export function presetsOf(editionId: string) {
  return database()
    .select()
    .from(exportPresets)
    .where(eq(exportPresets.editionId, editionId))
    .orderBy(asc(exportPresets.name))
}

/** Keeps what was asked for under a name; the same name is replaced. */
export async function savePreset(
  actor: Actor,
  editionId: string,
  ask: { name: string; kind: string; parameters: Record<string, string> },
): Promise<boolean> {
  if (!organizes(actor, editionId)) return false
  const values = { ...ask, editionId, createdBy: actor.userId }
  await database()
    .insert(exportPresets)
    .values(values)
    .onConflictDoUpdate({
      target: [exportPresets.editionId, exportPresets.name],
      set: { kind: ask.kind, parameters: ask.parameters },
    })
  return true
}

export async function removePreset(actor: Actor, editionId: string, presetId: string): Promise<boolean> {
  if (!organizes(actor, editionId)) return false
  const gone = await database()
    .delete(exportPresets)
    .where(and(eq(exportPresets.id, presetId), eq(exportPresets.editionId, editionId)))
    .returning({ id: exportPresets.id })
  return gone.length > 0
}
