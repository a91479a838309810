import { expect, it } from 'vitest'
import { countBallot } from '#app/modules/judging/ballot.ts'

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
