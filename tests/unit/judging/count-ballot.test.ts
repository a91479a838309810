import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countBallot, isPaper, shuffledIn } from '#app/modules/judging/ballot.ts'

const rules = { candidates: ['a', 'b', 'c', 'd'], seats: 1, electorate: 6, quorum: 67, majority: 50 }
const count = (papers: string[], change: Partial<typeof rules> = {}) =>
  countBallot(
    papers.map((paper) => [...paper]),
    { ...rules, ...change },
  )

type Case = [papers: string[], change: Partial<typeof rules>, elected: string[], tied: string[], why: string]
it.each<Case>([
  [['a', 'a', 'a', 'a', 'b', 'b'], {}, ['a'], [], 'four of six'],
  [['a', 'a', 'a', 'b', 'b', 'b'], {}, [], [], 'half is no majority'],
  [['a', 'a', 'a'], {}, [], [], 'three of six are no quorum of two thirds'],
  [['a', 'a', 'a', ''], { quorum: 66 }, ['a'], [], 'an empty paper is cast'],
  [['a', 'a', '', ''], {}, [], [], 'and counts against the majority'],
  [['ab', 'ab', 'ab', 'ac', 'ac', 'c'], { seats: 2 }, ['a'], [], 'one seat stays free'],
  [['abc', 'abc', 'abc', 'abc'], { seats: 2, quorum: 60 }, [], ['a', 'b', 'c'], 'three equal for two seats'],
  [['abc', 'abc', 'abc', 'ab'], { seats: 2, quorum: 60 }, ['a', 'b'], [], 'two ahead of one'],
  [
    ['abc', 'abc', 'abc', 'a'],
    { seats: 2, quorum: 60 },
    ['a'],
    ['b', 'c'],
    'one ahead, two equal for one seat',
  ],
  [[], {}, [], [], 'nobody voted'],
])('counts %j', (papers, change, elected, tied) => {
  const answer = count(papers, change)
  expect([answer.elected, answer.tied]).toEqual([elected, tied])
  expect(answer.cast).toBe(papers.length)
})

it('knows a paper that can be cast', () => {
  const can = (paper: string) => isPaper([...paper], rules.candidates, 2)
  expect(['', 'a', 'ab', 'abc', 'aa', 'x'].map(can)).toEqual([true, true, true, false, false, false])
})

const anyPaper = fc.subarray(['a', 'b', 'c', 'd'])

it('keeps papers in an order that tells nothing of who came when', () => {
  fc.assert(
    fc.property(fc.array(anyPaper, { maxLength: 8 }), fc.nat(), (papers, turn) => {
      const from = turn % (papers.length || 1)
      const turned = [...papers.slice(from), ...papers.slice(0, from)]
      const kept = (list: string[][]) => list.reduce<string[][]>(shuffledIn, [])
      expect(kept(turned)).toEqual(kept(papers))
      expect(kept(papers).length).toBe(papers.length)
    }),
  )
})

it('never elects more than there are seats, nor anybody without a majority', () => {
  fc.assert(
    fc.property(
      fc.array(anyPaper, { maxLength: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 99 }),
      (papers, seats, majority) => {
        const answer = countBallot(papers, { ...rules, electorate: 9, quorum: 1, seats, majority })
        expect(answer.elected.length).toBeLessThanOrEqual(seats)
        for (const id of [...answer.elected, ...answer.tied]) {
          const { votes } = answer.votes.find((row) => row.entryId === id)!
          expect(votes * 100).toBeGreaterThan(majority * papers.length)
        }
        if (answer.tied.length) expect(answer.elected.length + answer.tied.length).toBeGreaterThan(seats)
      },
    ),
  )
})
