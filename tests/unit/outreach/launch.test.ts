import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedFacts,
  changedParts,
  launchDays,
  launchKinds,
  partsOf,
  type LaunchFacts,
} from '#app/modules/outreach/launch.ts'
import { launchForm } from '#app/modules/outreach/schema.ts'

const facts: LaunchFacts = {
  windowStart: '01/07/2026',
  windowEnd: '30/06/2027',
  closesAt: '23:59 31/07/2027',
  cap: '10 tác phẩm',
  maxParts: '5',
  categories: 'Ảnh; Sách',
  link: 'https://giai.vn/register?by=2025-56',
}

describe('a piece worded by hand', () => {
  it('keeps only what differs from the rules, and an emptied part as empty', () => {
    const drawn = { subject: 'Mời tham gia', body: 'Kính gửi' }
    expect(changedParts('email', drawn, drawn)).toEqual({})
    expect(changedParts('email', drawn, { subject: 'Mời tham gia', body: '' })).toEqual({ body: '' })
    expect(changedParts('email', drawn, { body: 'Khác' })).toEqual({ body: 'Khác' })
    expect(changedParts('email', drawn, { call: 'Không phải phần của thư' })).toEqual({})
  })

  it('names the facts that changed since, none where nothing was worded', () => {
    expect(changedFacts(facts, null)).toEqual([])
    expect(changedFacts(facts, facts)).toEqual([])
    expect(changedFacts({ ...facts, closesAt: '23:59 15/09/2027', cap: '7 tác phẩm' }, facts)).toEqual([
      'closesAt',
      'cap',
    ])
    // A fact that an earlier release did not keep is not told as changed.
    expect(changedFacts(facts, { closesAt: facts.closesAt })).toEqual([])
  })
})

describe('the form of a piece', () => {
  it.each(launchKinds)('takes every part of %s within its bounds and says which is too long', (kind) => {
    const given = Object.fromEntries(partsOf(kind).map(([part]) => [part, 'Lời văn']))
    expect(launchForm(kind).parse({ version: '3', ...given })).toEqual({ version: 3, ...given })
    for (const [part] of partsOf(kind)) {
      const result = launchForm(kind).safeParse({ ...given, [part]: 'x'.repeat(8001) })
      expect(result.error?.issues.map((issue) => issue.path)).toEqual([[part]])
    }
  })
  it('keeps a poster on one page', () => {
    expect(launchForm('poster').safeParse({ call: 'x'.repeat(121) }).success).toBe(false)
    expect(launchForm('poster').safeParse({ call: 'x'.repeat(120), body: 'y'.repeat(700) }).success).toBe(
      true,
    )
  })
  it('reads a version that is no number as none', () => {
    expect(launchForm('zalo').parse({ version: 'x' }).version).toBe(0)
  })
})

it('plans every step between the opening and the close, in their order, and the report after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 1e12 }), (days, start) => {
      const opens = new Date(start)
      const closes = new Date(start + days * 86_400_000)
      const { spread, launch, review, chase, closes: end, report } = launchDays(opens, closes)
      const line = [opens, spread, launch, review, chase, end, report].map(Number)
      expect(line).toEqual(line.toSorted((a, b) => a - b))
      expect(end).toEqual(closes)
    }),
  )
})
