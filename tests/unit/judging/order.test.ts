import { expect, it } from 'vitest'
import { readingOrder, scatter } from '#app/modules/judging/assignment/order.ts'

/** Test vectors of the authors of the hash (Noll, FNV-1a, 32 bits). */
it('scatters by FNV-1a', () => {
  expect(['', 'a', 'b', 'foobar'].map(scatter)).toEqual([0x811c9dc5, 0xe40c292c, 0xe70c2de5, 0xbf9cf968])
})

const items = ['a', 'b', 'c', 'd', 'e']
const sorted = items.toSorted((a, b) => scatter(a) - scatter(b))
const turned = (by: number) => [...sorted.slice(by), ...sorted.slice(0, by)]
const order = (seat: number, seats: number) => readingOrder(items, (item) => item, seat, seats)

it('begins with every pair of judges at another place, one forwards and one backwards', () => {
  expect([0, 1, 2, 3, 4, 5].map((seat) => order(seat, 6))).toEqual([
    turned(0),
    turned(0).toReversed(),
    turned(1),
    turned(1).toReversed(),
    turned(3),
    turned(3).toReversed(),
  ])
})

it('counts an odd judge as a pair, and a judge who sits nowhere as the first', () => {
  expect([0, 1, 2].map((seat) => order(seat, 3))).toEqual([turned(0), turned(0).toReversed(), turned(2)])
  expect(order(0, 0)).toEqual(turned(0))
  expect(order(2, 0)).toEqual(turned(5))
})

it('orders items of one hash by their ids', () => {
  const [one, other] = twins()
  expect(readingOrder([other, one], (item) => item, 0, 1)).toEqual([one, other])
  expect(readingOrder([one, other], (item) => item, 0, 1)).toEqual([one, other])
})

/** Two different ids with one hash, in order. */
function twins(): [string, string] {
  const seen = new Map<number, string>()
  for (let number = 0; ; number++) {
    const id = `ent_${number}`
    const twin = seen.get(scatter(id))
    if (twin !== undefined) return twin < id ? [twin, id] : [id, twin]
    seen.set(scatter(id), id)
  }
}
