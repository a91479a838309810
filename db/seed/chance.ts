/** Chance that is the same at every run. */
export type Chance = {
  next: () => number
  upTo: (below: number) => number
  of: <Item>(items: readonly Item[]) => Item
  yes: (share: number) => boolean
}

/** mulberry32, by Tommy Ettinger: 32 bits of state, good enough to look alive. */
export function makeChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (below: number) => Math.floor(next() * below)
  return { next, upTo, of: (items) => items[upTo(items.length)]!, yes: (share) => next() < share }
}
