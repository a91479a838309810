import { describe, expect, it } from 'vitest'
import { readingOrder } from '#app/modules/judging/assignment/order.ts'

describe('the order of reading', () => {
  const works = Array.from({ length: 40 }, (_, index) => `e${index}`)
  const orders = Array.from({ length: 8 }, (_, seat) => readingOrder(works, (work) => work, seat, 8))

  it('is the same at every run, whole, and another for every judge', () => {
    for (const [seat, order] of orders.entries()) {
      expect(order.toSorted()).toEqual(works.toSorted())
      expect(readingOrder(works.toReversed(), (work) => work, seat, 8)).toEqual(order)
    }
    expect(new Set(orders.map((order) => order.join())).size).toBe(8)
  })

  it('is counterbalanced: over all judges every work stands in the middle on average', () => {
    for (const work of works) {
      const mean = orders.reduce((sum, order) => sum + order.indexOf(work), 0) / orders.length
      expect(mean).toBe((works.length - 1) / 2)
    }
  })
})
