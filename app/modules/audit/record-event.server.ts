import { randomBytes } from 'node:crypto'
import type { Transaction } from '#db/client.ts'
import { auditEvents, auditOrigins } from '#db/schema/audit.ts'
import { originHash } from './audit-chain.ts'
import type { AuditKind, Outcome } from './events.ts'

/** Where an event came from, as far as it says more than the account's id: kept for ninety days. */
export type From = {
  /** an address or a name that was typed, where no account stands behind it */
  name?: string
  address?: string
  /** what the browser says of itself */
  agent?: string
}

/** Written in the transaction of the change it tells of: both exist or neither. */
export async function recordEvent(
  tx: Transaction,
  {
    from,
    ...event
  }: {
    actorId: string | null
    kind: AuditKind
    subjectId: string
    editionId?: string | null
    details?: Record<string, unknown>
    outcome?: Outcome
    from?: From
  },
) {
  if (!from) return void (await tx.insert(auditEvents).values(event))
  const origin = {
    name: (from.name ?? '').slice(0, 300),
    address: (from.address ?? '').slice(0, 100),
    device: (from.agent ?? '').slice(0, 300),
    salt: randomBytes(16).toString('base64url'),
  }
  const [row] = await tx
    .insert(auditEvents)
    .values({ ...event, originHash: originHash(origin) })
    .returning({ id: auditEvents.id })
  await tx.insert(auditOrigins).values({ eventId: row!.id, ...origin })
}
