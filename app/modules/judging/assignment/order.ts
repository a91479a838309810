/**
 * The order in which a judge meets entries: each judge another, and counterbalanced. A scattered order is the same for
 * all judges of the round; every judge begins at another place of it and every second one goes backwards, so that an
 * entry stands early for some of its readers and late for others, and what comes before it differs.
 */
export function readingOrder<Item>(
  items: Item[],
  idOf: (item: Item) => string,
  seat: number,
  seats: number,
): Item[] {
  const sorted = items.toSorted((a, b) => scatter(idOf(a)) - scatter(idOf(b)) || (idOf(a) < idOf(b) ? -1 : 1))
  const start = Math.floor((sorted.length * Math.floor(seat / 2)) / Math.max(1, Math.ceil(seats / 2)))
  const turned = [...sorted.slice(start), ...sorted.slice(0, start)]
  return seat % 2 === 0 ? turned : turned.toReversed()
}

/** FNV-1a, 32 bits: an order that has nothing to do with names or time, the same on every run. */
export function scatter(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash
}
