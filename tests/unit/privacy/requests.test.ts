import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { addressMoves } from '#app/modules/privacy/address-moves.ts'
import { isOpen, moveAddress, type AddressState } from '#app/modules/privacy/address-moves.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import {
  clockOf,
  doneIn,
  isEnded,
  lightOf,
  movesOf,
  requestKinds,
  requestMoveNames,
  requestMoves,
  requestStates,
  whyNotMove,
  type RequestState,
} from '#app/modules/privacy/requests.ts'

const said = 'đã làm như yêu cầu'

describe('a request', () => {
  it('has a way on from every state it can come to, until it has ended', () => {
    const reached = new Set<RequestState>(['received'])
    for (const state of reached)
      for (const move of requestMoveNames)
        if (!whyNotMove(state, move, said)) reached.add(requestMoves[move].to)
    expect([...reached].sort()).toEqual([...requestStates].sort())
    for (const state of reached)
      expect([state, movesOf(state, 'office').length > 0]).toEqual([state, !isEnded(state)])
  })

  it('walked at random, ends once and stays so, and offers exactly what it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...requestMoveNames), { maxLength: 12 }), (walk) => {
        let state: RequestState = 'received'
        let ends = 0
        for (const move of walk) {
          const offered = [...movesOf(state, 'office'), ...movesOf(state, 'person')]
          const refusal = whyNotMove(state, move, said)
          expect(refusal === null).toBe(offered.includes(move))
          if (refusal) continue
          expect(isEnded(state)).toBe(false)
          state = requestMoves[move].to
          if (isEnded(state)) ends++
        }
        expect(ends).toBe(isEnded(state) ? 1 : 0)
      }),
    )
  })

  it.each(requestMoveNames)('%s asks for words where it has to, and says where', (move) => {
    const state = requestMoves[move].from[0]!
    expect(whyNotMove(state, move, 'ngắn')?.field).toBe(requestMoves[move].says ? 'answer' : undefined)
    expect(whyNotMove('done', move, said)?.refused.key).toBe('personal.refused.moved')
  })
})

describe('the clock of the law', () => {
  const holidays = new Set(['2027-04-16', '2027-04-30'])
  it.each([
    // received in Viet Nam; acknowledged by the end of
    ['2027-04-12T09:00:00+07:00', '2027-04-14', 'two days later on a Monday'],
    ['2027-04-12T23:59:00+07:00', '2027-04-14', 'late on the same day'],
    ['2027-04-15T09:00:00+07:00', '2027-04-20', 'before a holiday and a weekend'],
    ['2027-04-17T09:00:00+07:00', '2027-04-20', 'on a Saturday'],
    ['2027-04-29T00:00:00+07:00', '2027-05-04', 'at midnight before a holiday'],
  ])('asks for an acknowledgement of what came %s by %s: %s', (at, day) => {
    expect(clockOf('see', new Date(at), holidays).acknowledgeBy).toEqual(
      new Date(`${day}T23:59:59.999+07:00`),
    )
  })

  it.each(requestKinds)(
    'asks for %s to be done within ten to twenty days, the day of receipt not counted',
    (kind) => {
      const { dueBy } = clockOf(kind, new Date('2027-04-01T23:59:59+07:00'), holidays)
      expect(dueBy).toEqual(
        new Date(Date.parse('2027-04-01T23:59:59.999+07:00') + doneIn[kind] * 24 * 3600_000),
      )
      expect(doneIn[kind]).toBeGreaterThanOrEqual(10)
      expect(doneIn[kind]).toBeLessThanOrEqual(20)
    },
  )

  it.each<[RequestState, number, string]>([
    ['received', 25, 'green'],
    ['received', 24, 'amber'],
    ['received', 0, 'amber'],
    ['received', -0.001, 'red'],
    ['acknowledged', 24 * 5 + 1, 'green'],
    ['acknowledged', 24 * 5, 'amber'],
    ['underWay', 1, 'amber'],
    ['underWay', -1, 'red'],
    ['done', -1, 'none'],
    ['refused', -1, 'none'],
    ['takenBack', -1, 'none'],
  ])('shows %s with %i hours left as %s', (state, hours, light) => {
    const now = new Date('2027-04-01T00:00:00Z')
    const next = new Date(now.getTime() + hours * 3600_000)
    const far = new Date(now.getTime() + 1e10)
    const request =
      state === 'received'
        ? { state, acknowledgeBy: next, dueBy: far }
        : { state, acknowledgeBy: new Date(0), dueBy: next }
    expect(lightOf(request, now).light).toBe(light)
  })
})

describe('a change of address', () => {
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 1000)
  it('is done only when both addresses have confirmed, whatever the order and however often', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('old', 'new', 'cancel' as const), { maxLength: 8 }), (walk) => {
        let state: AddressState = 'asked'
        const confirmed = new Set<string>()
        for (const move of walk) {
          const to = moveAddress({ state, expiresAt }, move as keyof typeof addressMoves, now)
          if (isRefusal(to)) continue
          expect(isOpen(state)).toBe(true)
          if (move !== 'cancel') confirmed.add(move)
          state = to
        }
        if (state === 'done') expect([...confirmed].sort()).toEqual(['new', 'old'])
      }),
    )
  })
  it('takes nothing the moment after its time', () => {
    const late = new Date(expiresAt.getTime() + 1)
    for (const state of ['asked', 'oldConfirmed', 'newConfirmed'] as const)
      for (const move of ['old', 'new'] as const)
        expect(isRefusal(moveAddress({ state, expiresAt }, move, late))).toBe(true)
  })
})
