import { describe, expect, it } from 'vitest'
import type { Actor, Role, RoleName } from '#app/modules/actor/actor.ts'
import { roleNames } from '#app/modules/actor/actor.ts'
import {
  administers,
  coordinatedProvinces,
  hasRole,
  judgesIn,
  mayCreateEditions,
  organizes,
  workplaceOf,
} from '#app/modules/actor/policy.ts'

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
  judgeOfOne: holding({ role: 'judge', editionId: 'edi_1' }),
  coordinator: holding({ role: 'coordinator', provinceFrame: '2025', provinceCode: '56' }),
  organizerOfOne: holding({ role: 'organizer', editionId: 'edi_1' }),
  organizerOfAll: holding({ role: 'organizer' }),
  admin: holding({ role: 'admin' }),
}
type Person = keyof typeof people
const those = (holds: (actor: Actor) => boolean) =>
  (Object.keys(people) as Person[]).filter((person) => holds(people[person]))

it.each<[RoleName, Person[]]>([
  ['reporter', ['reporter']],
  ['judge', ['judge', 'judgeOfOne']],
  ['coordinator', ['coordinator']],
  ['organizer', ['organizerOfOne', 'organizerOfAll']],
  ['admin', ['admin']],
])('the role of a %s is held by whom it was given to', (role, holders) => {
  expect(those((actor) => hasRole(actor, role))).toEqual(holders)
  expect(hasRole(null, role)).toBe(false)
})

describe('an edition', () => {
  it('is organized by who holds it or every one, and by nobody who is not signed in', () => {
    expect({
      own: those((actor) => organizes(actor, 'edi_1')),
      another: those((actor) => organizes(actor, 'edi_2')),
      some: those((actor) => organizes(actor)),
      signedOut: [organizes(null), organizes(null, 'edi_1')],
    }).toEqual({
      own: ['organizerOfOne', 'organizerOfAll'],
      another: ['organizerOfAll'],
      some: ['organizerOfOne', 'organizerOfAll'],
      signedOut: [false, false],
    })
  })

  it('is judged by who judges in it or in every one', () => {
    expect({
      own: those((actor) => judgesIn(actor, 'edi_1')),
      another: those((actor) => judgesIn(actor, 'edi_2')),
      signedOut: judgesIn(null, 'edi_1'),
    }).toEqual({ own: ['judge', 'judgeOfOne'], another: ['judge'], signedOut: false })
  })

  it('is made by who organizes every one; accounts are for administrators', () => {
    expect(those(mayCreateEditions)).toEqual(['organizerOfAll'])
    expect([those(administers), administers(null)]).toEqual([['admin'], false])
  })
})

it('coordinates the provinces held as a coordinator, each with its frame', () => {
  const actor = holding(
    { role: 'coordinator', provinceFrame: '2004', provinceCode: '58' },
    { role: 'coordinator', provinceFrame: '2025', provinceCode: '56' },
    { role: 'coordinator', provinceFrame: '2025' },
    { role: 'coordinator', provinceCode: '01' },
    { role: 'judge', provinceFrame: '2025', provinceCode: '40' },
  )
  expect(coordinatedProvinces(actor)).toEqual([
    { frame: '2004', code: '58' },
    { frame: '2025', code: '56' },
  ])
})

it.each<[RoleName[], string]>([
  [[], '/'],
  [['reporter'], '/entries'],
  [['reporter', 'admin'], '/admin'],
  [['admin', 'coordinator'], '/province'],
  [['coordinator', 'organizer'], '/organizer'],
  [[...roleNames], '/judging'],
])('who is %j lands on %s', (roles, page) => expect(workplaceOf(roles)).toBe(page))
