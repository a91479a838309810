import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  fateOf,
  fateOfDropped,
  letterMoves,
  mayMove,
  resending,
  serverPause,
  type LetterMove,
} from '#app/modules/mail/letter-moves.ts'
import { faultKind, type Fault } from '#app/modules/mail/mail-fault.ts'
import { mailStates, type MailState } from '#app/modules/mail/mail.ts'

const moves = Object.keys(letterMoves) as LetterMove[]

it.each<[MailState, LetterMove[]]>([
  ['queued', ['kept', 'taken', 'stopped']],
  ['kept', []],
  ['sending', ['arrived', 'postponed', 'dropped', 'refused', 'lost']],
  ['sent', []],
  ['waiting', ['taken', 'resent', 'stopped']],
  ['failed', ['resent', 'stopped']],
  ['uncertain', ['risked']],
  ['stopped', []],
])('from %s it may be %j', (state, may) => {
  expect(moves.filter((move) => mayMove(state, move))).toEqual(may)
})

it('is sent again by the move that its state has', () => {
  const asked = mailStates.map((state) => [state, resending(state)])
  expect(asked.filter(([, move]) => move)).toEqual([
    ['waiting', 'resent'],
    ['failed', 'resent'],
    ['uncertain', 'risked'],
  ])
})

const refused: Fault = { stage: 'envelope', code: 550, words: '' }
const later: Fault = { stage: 'envelope', code: 450, words: '' }
const unanswered: Fault = { stage: 'text', code: null, words: '' }
const server: Fault = { stage: 'server', code: null, words: '' }

it.each([
  [null, true, 1, { move: 'arrived', counts: true }],
  [refused, false, 1, { move: 'refused', counts: true }],
  [later, true, 1, { move: 'postponed', counts: true, minutes: 1 }],
  [later, false, 2, { move: 'postponed', counts: true, minutes: 5 }],
  [later, false, 18, { move: 'postponed', counts: true, minutes: 480 }],
  [later, false, 19, { move: 'refused', counts: true }],
  [unanswered, true, 1, { move: 'lost', counts: true }],
  [unanswered, true, 19, { move: 'lost', counts: true }],
  [unanswered, false, 1, { move: 'postponed', counts: true, minutes: 1 }],
  [unanswered, false, 19, { move: 'refused', counts: true }],
  [server, true, 30, { move: 'postponed', counts: false, minutes: 0 }],
] as const)('%j, once: %s, try %i: %j', (fault, once, tries, fate) =>
  expect(fateOf(fault, { once, tries })).toEqual(fate),
)

it('tries a server again after more and more minutes, up to a quarter of an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(serverPause)).toEqual([1, 1, 2, 5, 10, 15, 15, 15])
})

const happening = fc.oneof(
  fc.record({
    what: fc.constant('sent' as const),
    fault: fc.constantFrom(null, refused, later, unanswered, server),
  }),
  fc.record({ what: fc.constant('killed' as const), went: fc.boolean() }),
  fc.record({ what: fc.constantFrom('resent' as const, 'stopped' as const) }),
)

it('walks at random: nothing is lost, and what goes once arrives twice only where somebody risked it', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(happening, { maxLength: 60 }), (once, walk) => {
      let state = 'queued' as MailState
      let [tries, arrivals, risked] = [0, 0, 0]
      const go = (move: LetterMove) => {
        expect(mayMove(state, move)).toBe(true)
        state = letterMoves[move].to
      }
      for (const event of walk) {
        if (event.what === 'stopped') {
          if (once && mayMove(state, 'stopped')) go('stopped')
        } else if (event.what === 'resent') {
          const move = resending(state)
          if (move === 'risked') risked++
          if (move) [tries] = [0, go(move)]
        } else if (mayMove(state, 'taken')) {
          go('taken')
          if ('went' in event) {
            if (event.went) arrivals++
            go(fateOfDropped({ once }))
          } else if ('fault' in event) {
            const fate = fateOf(event.fault, { once, tries: tries + 1 })
            if (fate.counts) tries++
            if (!event.fault || faultKind(event.fault) === 'unanswered') arrivals++
            go(fate.move)
          }
        }
        expect(state).not.toBe('sending')
        expect(tries).toBeLessThanOrEqual(19)
        if (once) expect(arrivals).toBeLessThanOrEqual(1 + risked)
        if (state === 'sent') expect(arrivals).toBeGreaterThan(0)
        else if (state !== 'stopped') expect(moves.some((move) => mayMove(state, move))).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})
