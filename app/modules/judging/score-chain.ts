import { createHash } from 'node:crypto'

/** An accepted write of a sheet as it enters the chain of its round; `seq` counts from 1, points are hundredths. */
export type ChainedEvent = {
  roundId: string
  seq: number
  sheetId: string
  version: number
  judgeId: string
  kind: string
  points: Record<string, number>
  note: string
  privateNote: string
  flags: string[]
  reason: string
  /** ISO 8601 with milliseconds, UTC */
  at: string
}
export type Link = ChainedEvent & { hash: string }

/** What stands before the first event of a round. */
export const genesis = ''

/**
 * SHA-256, in hex, over the hash before and the event written in one way only: a JSON array in fixed order, criteria
 * sorted by id. Whoever changes, drops or inserts a row must rewrite every hash after it, and the head that was printed
 * in minutes and letters no longer fits.
 */
export function linkHash(before: string, event: ChainedEvent): string {
  const points = Object.entries(event.points).sort(([a], [b]) => (a < b ? -1 : 1))
  const written = [
    before,
    event.roundId,
    event.seq,
    event.sheetId,
    event.version,
    event.judgeId,
    event.kind,
    points,
    event.note,
    event.privateNote,
    event.flags,
    event.reason,
    event.at,
  ]
  return createHash('sha256').update(JSON.stringify(written)).digest('hex')
}

export type Break = { seq: number; sheetId: string; what: 'missing' | 'changed' }

/** Walks a chain in the order of its places; the first row that does not follow from those before it, or null. */
export function firstBreak(links: Iterable<Link>, from = { seq: 0, head: genesis }): Break | null {
  let { seq, head } = from
  for (const link of links) {
    if (link.seq !== seq + 1) return { seq: seq + 1, sheetId: link.sheetId, what: 'missing' }
    if (linkHash(head, link) !== link.hash) return { seq: link.seq, sheetId: link.sheetId, what: 'changed' }
    seq = link.seq
    head = link.hash
  }
  return null
}
