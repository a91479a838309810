/** Where an edition stands, from its own dates; `now` is the database's clock. */
export type Phase = 'upcoming' | 'open' | 'judging' | 'published'

export function phaseOf(
  edition: { opensAt: Date; closesAt: Date; publishedAt: Date | null },
  now: Date,
): Phase {
  if (edition.publishedAt) return 'published'
  if (now < edition.opensAt) return 'upcoming'
  return now < edition.closesAt ? 'open' : 'judging'
}

/** Until when an upload begun before the deadline may finish, and its entry be submitted. */
export function graceEnd(edition: { closesAt: Date; graceMinutes: number }): Date {
  return new Date(edition.closesAt.getTime() + edition.graceMinutes * 60_000)
}

/** The edition a visitor means: one open for entries before one being judged, before one to come, before the past. */
export function currentOf<Edition extends { phase: Phase }>(newestFirst: Edition[]): Edition | undefined {
  const order: Phase[] = ['open', 'judging', 'upcoming', 'published']
  return order.map((phase) => newestFirst.find((edition) => edition.phase === phase)).find(Boolean)
}
