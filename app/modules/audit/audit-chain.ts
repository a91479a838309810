import { createHash } from 'node:crypto'

/** An event as it enters the chain of the record; `details` is the text Postgres writes of its jsonb. */
export type ChainedEvent = {
  seq: number
  id: number
  /** ISO 8601 with milliseconds, UTC */
  at: string
  actorId: string | null
  kind: string
  subjectId: string
  editionId: string | null
  details: string
  outcome: string
  originHash: string | null
}
export type Link = ChainedEvent & { hash: string }

/** What stands before the first event. */
export const genesis = ''

/**
 * SHA-256, in hex, over the hash before and the event, each field with the count of its octets before it (`-` for none):
 * the same text as the database's function `audit_written`, from which the links are made.
 */
export function linkHash(before: string, event: ChainedEvent): string {
  const { seq, id, at, actorId, kind, subjectId, editionId, details, outcome, originHash } = event
  const fields = [
    before,
    `${seq}`,
    `${id}`,
    at,
    actorId,
    kind,
    subjectId,
    editionId,
    details,
    outcome,
    originHash,
  ]
  const written = fields.map((field) => (field === null ? '-' : `${Buffer.byteLength(field)}:${field}`))
  return createHash('sha256').update(written.join(',')).digest('hex')
}

export type Origin = { name: string; address: string; device: string; salt: string }

/** What the event keeps of where it came from once that is taken out: nobody who lacks the salt can try names on it. */
export const originHash = ({ salt, name, address, device }: Origin): string =>
  createHash('sha256')
    .update(JSON.stringify([salt, name, address, device]))
    .digest('hex')

export type Break = { seq: number; event: number | null; what: 'missing' | 'changed' }

/** The first link that does not follow from those before it; null where all do. An event goes with its link. */
export function firstBreak(links: Iterable<Link>, from = { seq: 0, head: genesis }): Break | null {
  let { seq, head } = from
  for (const link of links) {
    if (link.seq !== seq + 1) return { seq: seq + 1, event: null, what: 'missing' }
    if (linkHash(head, link) !== link.hash) return { seq: link.seq, event: link.id, what: 'changed' }
    seq = link.seq
    head = link.hash
  }
  return null
}
