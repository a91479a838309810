import { expect, it } from 'vitest'
import { minimize } from '#app/modules/statistics/minimize.ts'

const pit = (atX: number, atY: number) => (x: number, y: number) =>
  -Math.exp(-8 * ((Math.abs(x) - atX) ** 2 + (Math.abs(y) - atY) ** 2))

/** Even in both variables, the least value known by hand. */
it.each<[string, (x: number, y: number) => number, [number, number], [number, number]]>([
  ['in the open', (x, y) => (x ** 2 - 4) ** 2 + (y ** 2 - 9) ** 2, [1, 1], [2, 3]],
  [
    'at the end of a bent valley',
    (x, y) => 100 * (y ** 2 - x ** 4) ** 2 + (1 - x ** 2) ** 2,
    [0.2, 3],
    [1, 1],
  ],
  ['far away', (x, y) => (x ** 2 - 1e4) ** 2 / 1e4 + (y ** 2 - 1) ** 2, [1, 0.7], [100, 1]],
  [
    'near nothing, but not there',
    (x, y) => (x ** 2 - 0.0016) ** 2 * 1e4 + (y ** 2 - 1) ** 2,
    [1, 0.7],
    [0.04, 1],
  ],
  [
    'as good as at nothing, but not near it',
    (x, y) => (x * (x ** 2 - 1)) ** 2 + (y ** 2 - 1) ** 2,
    [1.1, 0.7],
    [1, 1],
  ],
  ['in a pit on a plain, by the first start', pit(1, 0.7), [1, 0.7], [1, 0.7]],
  ['in a pit on a plain, near nothing', pit(0.25, 0.15), [4, 4], [0.25, 0.15]],
  ['in a pit on a plain, wide and narrow', pit(3.2, 0.4), [1, 0.7], [3.2, 0.4]],
  ['in a pit on a plain, narrow and wide', pit(0.4, 3.2), [1, 0.7], [0.4, 3.2]],
  ['in a pit on a plain, far out', pit(5.2, 4.9), [1, 0.7], [5.2, 4.9]],
])('finds the least value %s', (_where, f, start, least) => {
  let looks = 0
  const [x, y] = minimize(([x, y]) => (looks++, f(x!, y!)), start).map(Math.abs)
  expect(x).toBeCloseTo(least[0], 5)
  expect(y).toBeCloseTo(least[1], 5)
  // Each look at the model of a large round decomposes a matrix.
  expect(looks).toBeLessThan(400)
})

it.each<[(x: number, y: number) => number, [number, number]]>([
  [(x, y) => (x ** 2 - 1) ** 2 + y ** 2, [1, 0]],
  [(x, y) => (y ** 2 - 1) ** 2 + x ** 2, [0, 1]],
  [(x, y) => x ** 2 + y ** 2, [0, 0]],
])('calls nothing what is as good at nothing', (f, least) => {
  const at = minimize(([x, y]) => f(x!, y!), [2, 0.7])
  for (const [axis, value] of least.entries())
    if (value === 0) expect(at[axis]).toBe(0)
    else expect(Math.abs(at[axis]!)).toBeCloseTo(value, 6)
})
