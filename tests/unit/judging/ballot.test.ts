import { expect, it } from 'vitest'
import { countBallot, countWithout, isPaper, shuffledIn } from '#app/modules/judging/ballot.ts'

const rules = { candidates: ['a', 'b'], seats: 1, electorate: 6, quorum: 50, majority: 50 }
const papers = (...for_: string[]) => for_.map((id) => (id ? [id] : []))

it.each([
  ['two of six', papers('a', 'a'), false, []],
  ['three of six, which is just half', papers('a', 'a', 'a'), true, ['a']],
  ['four of six', papers('a', 'a', 'a', 'a'), true, ['a']],
  ['half of the papers, which is not more than half', papers('a', 'a', 'b', ''), true, []],
  ['more than half of the papers', papers('a', 'a', 'a', 'b', ''), true, ['a']],
  ['nobody', [], false, []],
] as const)('%s: quorum and majority', (_what, cast, quorumMet, elected) => {
  const count = countBallot(
    cast.map((paper) => [...paper]),
    rules,
  )
  expect([count.quorumMet, count.elected]).toEqual([quorumMet, elected])
})

it('tells the whole count, the most votes first and equal ones by their ids', () => {
  const count = countBallot([['b', 'd'], ['b', 'a'], ['b', 'c'], ['a', 'd'], []], {
    candidates: ['d', 'c', 'b', 'a'],
    seats: 2,
    electorate: 7,
    quorum: 50,
    majority: 39,
  })
  expect(count).toEqual({
    electorate: 7,
    cast: 5,
    quorumMet: true,
    votes: [
      { entryId: 'b', votes: 3, of: 5 },
      { entryId: 'a', votes: 2, of: 5 },
      { entryId: 'd', votes: 2, of: 5 },
      { entryId: 'c', votes: 1, of: 5 },
    ],
    elected: ['b'],
    tied: ['a', 'd'],
  })
  expect(countBallot([], { ...rules, quorum: 0, electorate: 0, majority: -1 })).toMatchObject({
    quorumMet: false,
    elected: [],
  })
})

it('shows a count without the works somebody must keep away from', () => {
  const votes = ['a', 'b', 'c', 'd'].map((entryId, index) => ({ entryId, votes: 4 - index }))
  const count = { electorate: 5, cast: 4, quorumMet: true, votes, elected: ['a', 'b'], tied: ['c', 'd'] }
  expect(countWithout(count, new Set(['b', 'c']))).toEqual({
    ...count,
    votes: [votes[0], votes[3]],
    elected: ['a'],
    tied: ['d'],
  })
})

it('takes a paper with as many names as seats, each once and known, and lays it in sorted', () => {
  const names = ['a', 'b', 'c']
  expect(isPaper(['c', 'a'], names, 2)).toBe(true)
  expect(isPaper(['a', 'b', 'c'], names, 2)).toBe(false)
  expect(isPaper(['a', 'a'], names, 2)).toBe(false)
  expect(isPaper(['a', 'x'], names, 2)).toBe(false)
  expect(shuffledIn([['b'], ['a', 'c']], ['c', 'a'])).toEqual([['a', 'c'], ['a', 'c'], ['b']])
  expect(shuffledIn([['b'], ['c']], [])).toEqual([['b'], ['c'], []])
})

it('asks a majority of those who could vote for a work, not of those kept away from it', () => {
  const asked = { candidates: ['a', 'b'], seats: 2, electorate: 5, quorum: 60, majority: 50 }
  const papers = [['a'], ['a', 'b'], ['b'], [], []]
  expect(countBallot(papers, asked).elected).toEqual([])
  const count = countBallot(papers, { ...asked, barred: new Map([['a', 2]]) })
  expect([count.elected, count.votes]).toEqual([
    ['a'],
    [
      { entryId: 'a', votes: 2, of: 3 },
      { entryId: 'b', votes: 2, of: 5 },
    ],
  ])
})
