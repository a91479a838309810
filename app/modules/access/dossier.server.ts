import type { Actor } from '../actor/actor.ts'
import { hasRole, organizes } from '../actor/policy.ts'
import { loadDossier, type Dossier } from '../entries/load-entry.server.ts'
import { receiptPdf } from '../entries/receipt-pdf.server.ts'
import { isBarredWork } from '../judging/conflicts.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/** Whether somebody of the secretariat or the jury must keep away from a work, their own ones among them. */
export async function keepsAwayFrom(
  actor: Actor,
  { id, editionId }: { id: string; editionId: string },
): Promise<boolean> {
  if (!hasRole(actor, 'judge') && !organizes(actor, editionId)) return false
  return isBarredWork(actor.userId, editionId, id)
}

/**
 * A dossier as its owner may read it, and as others whose work it is to; a refusal to those of them who must keep away
 * from it, null where it is not theirs to see.
 */
export async function dossierFor(actor: Actor, entryId: string): Promise<Dossier | Refusal | null> {
  const dossier = await loadDossier(actor, entryId)
  if (!dossier || dossier.owned) return dossier
  return (await keepsAwayFrom(actor, dossier.entry)) ? refuse('judging.refused.conflict') : dossier
}

/** The receipt of an entry for whoever may read its dossier. */
export async function receiptFor(actor: Actor, entryId: string) {
  const dossier = await dossierFor(actor, entryId)
  return dossier && 'entry' in dossier ? receiptPdf(dossier) : dossier
}
