export type Random = { next: () => number; normal: () => number; below: (limit: number) => number }

/**
 * A stream of chance that is the same for the same seed: xoshiro128** (Blackman and Vigna 2018) started by splitmix32;
 * normal values by Marsaglia's polar method.
 */
export function seeded(seed: number): Random {
  let start = seed >>> 0
  const splitmix = () => {
    start = (start + 0x9e3779b9) >>> 0
    let mixed = Math.imul(start ^ (start >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()]
  const rotate = (bits: number, by: number) => (bits << by) | (bits >>> (32 - by))
  const next = () => {
    const out = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return out / 2 ** 32
  }
  let spare: number | null = null
  const normal = () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    for (;;) {
      const u = 2 * next() - 1
      const v = 2 * next() - 1
      const s = u * u + v * v
      if (s === 0 || s >= 1) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * scale
      return u * scale
    }
  }
  return { next, normal, below: (limit) => Math.floor(next() * limit) }
}

/** Fisher–Yates; a new array. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    ;[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!]
  }
  return mixed
}
