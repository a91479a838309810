import { expect, it } from 'vitest'
import { seeded, shuffled } from '#app/modules/statistics/random.ts'

const drawn = <Value>(count: number, draw: () => Value) => Array.from({ length: count }, draw)

/** Worked out by another program (Python) from the published definitions of splitmix32 and xoshiro128**. */
it.each([
  [1, [393288148, 2174103013, 3814759091, 2092745082, 1865176206, 2179171167]],
  [12345, [1093274547, 203003357, 3741353573, 3803725158]],
])('gives the numbers of xoshiro128** for seed %d', (seed, numbers) => {
  const { next } = seeded(seed)
  expect(drawn(numbers.length, () => next() * 2 ** 32)).toEqual(numbers)
})

it('gives normal values in pairs, by the polar method', () => {
  const first = seeded(1)
  for (const value of [
    -0.8991657186135242, 0.013644556983107467, 1.0045801919071746, -0.03298152046074581, -2.8267489424908283,
  ])
    expect(first.normal()).toBeCloseTo(value, 12)
})

it('draws again where a point falls outside the circle', () => {
  const { normal } = seeded(2)
  for (const value of [-1.9379556088509815, -0.11432710753386642, -2.4722990984585964, 0.5424397388809709])
    expect(normal()).toBeCloseTo(value, 12)
})

it('draws whole numbers below a limit, and each of them', () => {
  const { below } = seeded(7)
  expect(drawn(12, () => below(10))).toEqual([0, 1, 9, 9, 3, 6, 3, 1, 6, 7, 3, 0])
  expect(new Set(drawn(2000, () => below(3)))).toEqual(new Set([0, 1, 2]))
})

it('shuffles a copy: every order may come, nothing is lost, one place is drawn for each but the last', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const random = seeded(7)
  expect(shuffled(letters, random).join('')).toBe('fcbdega')
  expect(letters.join('')).toBe('abcdefg')
  const again = seeded(7)
  for (let place = 1; place < letters.length; place++) again.next()
  expect(random.next()).toBe(again.next())
})
