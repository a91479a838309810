import { describe, expect, it } from 'vitest'
import { whyNotForm, whyNotScore } from '#app/modules/judging/policy.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

const opensAt = new Date('2026-12-01T01:00:00.000Z')
const closesAt = new Date('2026-12-18T16:59:59.999Z')
const at = (moment: Date, ms: number) => new Date(moment.getTime() + ms)
const [notOpen, closed] = [refuse('judging.refused.notOpen'), refuse('judging.refused.closed')]

describe('scores are taken', () => {
  it.each([
    ['forming', at(opensAt, 1), notOpen],
    ['forming', at(closesAt, 1), notOpen],
    ['open', at(opensAt, -1), notOpen],
    ['open', opensAt, null],
    ['open', at(opensAt, 1), null],
    ['open', at(closesAt, -1), null],
    ['open', closesAt, null],
    ['open', at(closesAt, 1), closed],
    ['closed', at(opensAt, -1), notOpen],
    ['closed', at(opensAt, 1), closed],
  ] as const)('in a round that is %s, at %s: %j', (state, now, answer) => {
    expect(whyNotScore({ state, opensAt, closesAt }, now)).toEqual(answer)
  })
})

it.each([
  ['forming', null],
  ['open', null],
  ['closed', closed],
] as const)('panels of a round that is %s are formed: %j', (state, answer) => {
  expect(whyNotForm({ state, opensAt, closesAt })).toEqual(answer)
})
