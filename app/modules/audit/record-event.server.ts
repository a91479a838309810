import type { Transaction } from '#db/client.ts'
import { auditEvents } from '#db/schema/audit.ts'
import type { AuditKind } from './events.ts'

/** Written in the transaction of the change it tells of: both exist or neither. */
export async function recordEvent(
  tx: Transaction,
  event: {
    actorId: string | null
    kind: AuditKind
    subjectId: string
    editionId?: string | null
    details?: Record<string, unknown>
  },
) {
  await tx.insert(auditEvents).values(event)
}
