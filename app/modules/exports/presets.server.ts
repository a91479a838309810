import { and, asc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { exportPresets } from '#db/schema/exports.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

export function presetsOf(editionId: string) {
  return database()
    .select()
    .from(exportPresets)
    .where(eq(exportPresets.editionId, editionId))
    .orderBy(asc(exportPresets.name))
}

/** Keeps what was asked for under a name of its own. */
export async function savePreset(
  actor: Actor,
  editionId: string,
  ask: { name: string; kind: string; parameters: Record<string, string> },
): Promise<Refusal | { done: true } | null> {
  if (!organizes(actor, editionId)) return null
  const values = { ...ask, editionId, createdBy: actor.userId }
  const made = await database()
    .insert(exportPresets)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: exportPresets.id })
  return made.length > 0 ? { done: true } : refuse('export.preset.taken', {}, 'preset')
}

export async function removePreset(actor: Actor, editionId: string, presetId: string): Promise<boolean> {
  if (!organizes(actor, editionId)) return false
  const gone = await database()
    .delete(exportPresets)
    .where(and(eq(exportPresets.id, presetId), eq(exportPresets.editionId, editionId)))
    .returning({ id: exportPresets.id })
  return gone.length > 0
}
