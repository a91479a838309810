import { expect, it } from 'vitest'
import {
  movesOf,
  whyNotMove,
  whyNotOpen,
  type RoundMove,
  type RoundToMove,
} from '#app/modules/judging/round-moves.ts'

const now = new Date('2027-08-01T00:00:00Z')
const later = new Date('2027-08-02T00:00:00Z')
const round = (more: Partial<RoundToMove> = {}): RoundToMove => ({
  state: 'forming',
  stage: 'preliminary',
  kind: 'scoring',
  closesAt: later,
  works: 3,
  assigned: 6,
  begun: 0,
  voting: 0,
  locked: false,
  ...more,
})
const final = { stage: 'final', kind: 'ballot', assigned: 0 } as const
const open = { state: 'open' } as const

it.each<[RoundMove, Partial<RoundToMove>, string | null]>([
  ['opened', {}, null],
  ['opened', { assigned: 0 }, 'round.error.nothingAssigned'],
  ['opened', final, null],
  ['opened', { ...final, works: 0 }, 'round.error.noFinalists'],
  ['opened', { stage: 'final', works: 0 }, 'round.error.noFinalists'],
  ['opened', { kind: 'ballot', assigned: 0, works: 0 }, 'round.error.noWorks'],
  ['opened', { closesAt: now }, 'round.error.past'],
  ['opened', open, 'error.moved'],
  ['unopened', open, null],
  ['unopened', { ...open, locked: true }, null],
  ['unopened', { ...open, begun: 1 }, 'round.error.begun'],
  ['unopened', { ...open, closesAt: now }, null],
  ['unopened', {}, 'error.moved'],
  ['unopened', { state: 'closed' }, 'error.moved'],
  ['closed', { ...open, voting: 1 }, 'ballot.refused.stillOpen'],
  ['closed', { ...open, closesAt: now }, null],
  ['reopened', { state: 'closed' }, null],
  ['reopened', { state: 'closed', locked: true }, 'results.refused.locked'],
])('%s with %j: %s', (move, more, key) => {
  const asked = round(more)
  expect(whyNotMove(move, asked, asked.closesAt, now)?.refused.key ?? null).toBe(key)
})

it('offers what could be done with a round, and tells why it cannot open yet', () => {
  const asked = [round(), round({ ...final, works: 0 }), round(open), round({ ...open, begun: 2 })]
  expect(asked.map((one) => [movesOf(one), whyNotOpen(one)?.refused.key])).toEqual([
    [['opened'], undefined],
    [[], 'round.error.noFinalists'],
    [['unopened', 'extended', 'closed'], undefined],
    [['extended', 'closed'], undefined],
  ])
})
