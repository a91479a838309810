import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountMoves,
  accountStateOf,
  accountStates,
  invitationStateOf,
  invitationStates,
  mayGive,
  mayRescind,
  mayResend,
  moved,
  roleStateOf,
  whyNotGive,
  whyNotMove,
  whyNotTake,
  type Scope,
} from '#app/modules/accounts/account-moves.ts'
import type { Actor, Role, RoleName } from '#app/modules/actor/actor.ts'

const holding = (...roles: (Partial<Role> & { role: RoleName })[]): Actor => ({
  userId: 'usr_1',
  sessionId: 'ses_1',
  name: 'Người thử',
  email: 'thu@thu.vn',
  locale: 'vi',
  roles: roles.map((held) => ({ editionId: null, provinceFrame: null, provinceCode: null, ...held })),
})
const people = {
  nobody: holding(),
  reporter: holding({ role: 'reporter' }),
  judge: holding({ role: 'judge' }),
  coordinator: holding({ role: 'coordinator', provinceFrame: '2025', provinceCode: '56' }),
  organizerOfOne: holding({ role: 'organizer', editionId: 'edi_1' }),
  organizerOfAll: holding({ role: 'organizer' }),
  admin: holding({ role: 'admin' }),
}
const those = (holds: (actor: Actor) => boolean) =>
  Object.entries(people).flatMap(([name, actor]) => (holds(actor) ? [name] : []))
const scope = (role: RoleName, more: Partial<Scope> = {}): Scope => ({
  role,
  editionId: null,
  allEditions: false,
  provinceCode: null,
  ...more,
})
const now = new Date('2027-01-15T03:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3600_000)

it.each<[string, Scope, string[]]>([
  ['a reporter', scope('reporter'), ['admin']],
  ['an administrator', scope('admin'), ['admin']],
  ['a judge of every edition', scope('judge', { allEditions: true }), ['organizerOfAll', 'admin']],
  ['an organizer of every edition', scope('organizer', { allEditions: true }), ['organizerOfAll', 'admin']],
  [
    'a judge of one’s own edition',
    scope('judge', { editionId: 'edi_1' }),
    ['organizerOfOne', 'organizerOfAll', 'admin'],
  ],
  ['a judge of another edition', scope('judge', { editionId: 'edi_2' }), ['organizerOfAll', 'admin']],
  [
    'an organizer of one’s own edition',
    scope('organizer', { editionId: 'edi_1' }),
    ['organizerOfOne', 'organizerOfAll', 'admin'],
  ],
  ['a coordinator', scope('coordinator', { provinceCode: '56' }), ['organizerOfAll', 'admin']],
  [
    'a coordinator until one’s own edition is over',
    scope('coordinator', { provinceCode: '56', endsWith: 'edi_1' }),
    ['organizerOfOne', 'organizerOfAll', 'admin'],
  ],
])('%s is given and taken by', (_what, asked, givers) => {
  expect(those((actor) => mayGive(actor, asked))).toEqual(givers)
})

describe('a role is given', () => {
  const admin = scope('admin')
  const ask = (given: Scope, span = {}, lastingAdmins = 0, actor = people.admin) =>
    whyNotGive(actor, given, { since: null, until: null, ...span }, now, { lastingAdmins })?.refused.key ??
    null
  it('where it can hold, and until after it begins', () => {
    expect([
      ask(scope('judge')),
      ask(scope('judge', { allEditions: true })),
      ask(scope('coordinator')),
      ask(scope('judge', { editionId: 'edi_1', provinceCode: '56' })),
      ask(scope('coordinator', { provinceCode: '56' })),
      ask(scope('reporter'), { until: now }),
      ask(scope('reporter'), { until: later(1) }),
      ask(scope('reporter'), { since: later(2), until: later(2) }),
      ask(scope('reporter'), { since: later(2), until: later(3) }),
    ]).toEqual([
      'auth.error.editionForRole',
      null,
      'auth.error.provinceForCoordinator',
      'auth.error.provinceForCoordinator',
      null,
      'people.refused.until',
      null,
      'people.refused.until',
      null,
    ])
  })
  it('to the last administrator without an end and from now on', () => {
    expect([
      ask(admin),
      ask(admin, { until: later(1) }),
      ask(admin, { since: later(1) }),
      ask(admin, { until: later(1) }, 1),
    ]).toEqual([null, 'people.refused.lastAdmin', 'people.refused.lastAdmin', null])
  })
})

it('the last administrator’s role is not taken, one that is over neither', () => {
  const take = (given: Scope, state: 'held' | 'ended' | 'coming', lastingAdmins: number) =>
    whyNotTake(people.admin, given, state, { lastingAdmins })?.refused.key ?? null
  expect([
    take(scope('admin'), 'held', 0),
    take(scope('admin'), 'held', 1),
    take(scope('judge', { allEditions: true }), 'held', 0),
    take(scope('judge', { allEditions: true }), 'ended', 1),
    take(scope('judge', { allEditions: true }), 'coming', 1),
  ]).toEqual(['people.refused.lastAdmin', null, null, 'people.refused.already', null])
})

it('a role is held from its first moment to before its last', () => {
  const state = (since: Date, until: Date | null) => roleStateOf({ since, until }, now)
  expect([
    state(now, null),
    state(later(1), null),
    state(later(-2), now),
    state(later(-2), new Date(now.getTime() + 1)),
    state(later(1), later(2)),
  ]).toEqual(['held', 'coming', 'ended', 'held', 'coming'])
})

describe('an account', () => {
  it('is moved by administrators, and nobody disables themselves', () => {
    const subject = { userId: 'usr_2', confirmed: true, disabled: false }
    for (const move of accountMoves)
      expect(
        those((actor) => whyNotMove(actor, move, subject)?.refused.key !== 'people.refused.mayNot'),
      ).toEqual(['admin'])
    const own = { ...subject, userId: 'usr_1' }
    expect(whyNotMove(people.admin, 'disable', own)?.refused.key).toBe('people.refused.self')
    expect(whyNotMove(people.admin, 'endSessions', own)).toBeNull()
  })

  it('walked at random, is always in a known state with a way on, and confirms nobody', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.constantFrom(...accountMoves), { maxLength: 30 }),
        (confirmed, walk) => {
          let account = { confirmed, disabled: false }
          for (const move of walk) {
            const refusal = whyNotMove(people.admin, move, { ...account, userId: 'usr_2' })
            const next = moved(account, move)
            expect(refusal === null).toBe(next !== null)
            account = next ?? account
            expect(accountStates).toContain(accountStateOf(account))
            expect(account.confirmed).toBe(confirmed)
            expect(accountMoves.some((one) => moved(account, one) !== null)).toBe(true)
          }
          expect(moved({ ...account, disabled: true }, 'enable')).toEqual({ confirmed, disabled: false })
        },
      ),
    )
  })
})

it('an invitation says what became of it, and what may be done', () => {
  const base = { acceptedAt: null, rescindedAt: null, expiresAt: later(1), letterFailed: false }
  const states = [
    invitationStateOf(base, now),
    invitationStateOf({ ...base, letterFailed: true }, now),
    invitationStateOf({ ...base, acceptedAt: now, expiresAt: now }, now),
    invitationStateOf({ ...base, expiresAt: now, letterFailed: true }, now),
    invitationStateOf({ ...base, rescindedAt: now, expiresAt: now }, now),
  ]
  expect(states).toEqual([...invitationStates])
  expect(states.map((state) => [mayResend(state), mayRescind(state)])).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [true, false],
    [true, false],
  ])
})
