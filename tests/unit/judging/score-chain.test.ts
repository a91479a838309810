import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  firstBreak,
  genesis,
  linkHash,
  type ChainedEvent,
  type Link,
} from '#app/modules/judging/score-chain.ts'

function chained(events: Omit<ChainedEvent, 'seq'>[]): Link[] {
  let head = genesis
  return events.map((event, index) => {
    const link = { ...event, seq: index + 1 }
    head = linkHash(head, link)
    return { ...link, hash: head }
  })
}

const anyEvent = fc.record({
  roundId: fc.constant('rnd_1'),
  sheetId: fc.stringMatching(/^sht_[a-z0-9]{4}$/),
  version: fc.integer({ min: 1, max: 9 }),
  judgeId: fc.stringMatching(/^usr_[a-z0-9]{4}$/),
  kind: fc.constantFrom('saved', 'submitted', 'recalled'),
  points: fc.dictionary(fc.stringMatching(/^cri_[a-z0-9]{2}$/), fc.nat(3000), { maxKeys: 4 }),
  note: fc.string({ maxLength: 12, unit: 'grapheme' }),
  privateNote: fc.string({ maxLength: 5 }),
  flags: fc.subarray(['suspectedCopy', 'wrongCategory', 'brokenMedia']),
  reason: fc.string({ maxLength: 8 }),
  at: fc.constantFrom('2026-11-25T01:02:03.004Z', '2026-11-25T01:02:03.005Z'),
})
const anyChain = fc.array(anyEvent, { minLength: 1, maxLength: 8 }).map(chained)

it('holds as it was made, however the criteria are listed', () => {
  fc.assert(
    fc.property(anyChain, (links) => {
      expect(firstBreak(links)).toBeNull()
      const turned = links.map((link) => ({
        ...link,
        points: Object.fromEntries(Object.entries(link.points).reverse()),
      }))
      expect(firstBreak(turned)).toBeNull()
    }),
  )
})

it('finds the first row of which a single byte was changed', () => {
  const text = (value: string, at: number) =>
    value === ''
      ? 'x'
      : value.slice(0, at % value.length) +
        (value[at % value.length] === 'q' ? 'p' : 'q') +
        value.slice((at % value.length) + 1)
  fc.assert(
    fc.property(anyChain, fc.nat(), fc.nat(), fc.nat(), (links, which, field, at) => {
      const index = which % links.length
      const link = links[index]!
      const criterion = Object.keys(link.points)[0]
      const changes: Partial<Link>[] = [
        ...(
          ['sheetId', 'judgeId', 'kind', 'note', 'privateNote', 'reason', 'at', 'hash', 'roundId'] as const
        ).map((name) => ({ [name]: text(link[name], at) })),
        { version: link.version + 1 },
        { flags: [...link.flags, 'x'] },
        ...(criterion ? [{ points: { ...link.points, [criterion]: link.points[criterion]! + 1 } }] : []),
      ]
      const change = changes[field % changes.length]!
      const tampered = links.map((one, i) => (i === index ? { ...one, ...change } : one))
      expect(firstBreak(tampered)?.seq).toBe(index + 1)
    }),
    { numRuns: 400 },
  )
})

it('finds a row that was taken out, put in or moved', () => {
  fc.assert(
    fc.property(anyChain, fc.nat(), (links, which) => {
      const index = which % links.length
      if (links.length > 1 && index < links.length - 1)
        expect(firstBreak(links.toSpliced(index, 1))).toMatchObject({ seq: index + 1, what: 'missing' })
      expect(firstBreak([...links.slice(0, index), { ...links[index]!, seq: index + 2 }])).not.toBeNull()
      expect(firstBreak(links.toSpliced(index, 0, links[index]!))).not.toBeNull()
    }),
  )
})
