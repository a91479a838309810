import { describe, expect, it } from 'vitest'
import { states } from '#app/commands/states.ts'
import { accountChanges, accountStateOf, accountStates, moved } from '#app/modules/accounts/account-moves.ts'
import { roleNames } from '#app/modules/actor/actor.ts'
import { editionStateOf, editionStates, resultMovesOf } from '#app/modules/editions/edition-moves.ts'
import { entryStates } from '#app/modules/entries/entry.ts'
import { ballotStates } from '#app/modules/judging/ballot.ts'
import { roundStates } from '#app/modules/judging/round.ts'
import { roundMoveNames, roundMoves } from '#app/modules/judging/round-moves.ts'
import { sheetStates } from '#app/modules/judging/scoring.ts'
import { mailStates } from '#app/modules/mail/mail.ts'
import { mayLeave, reachedFrom, statesOf, type StateTable } from '#app/modules/moves/table.ts'
import { awardStateOf, awardStates } from '#app/modules/results/award-moves.ts'

/** The words the database's constraints are printed from, or, where a state is read from dates, its own list. */
const words: Record<keyof typeof states, readonly string[]> = {
  entry: entryStates,
  round: roundStates,
  ballot: ballotStates,
  sheet: sheetStates,
  award: awardStates,
  edition: editionStates,
  account: accountStates,
  mail: mailStates,
}
/** Who moves a matter beside people of a role: time, the process that sends letters, and whoever reads one. */
const others = ['clock', 'worker', 'recipient']

describe.each(Object.entries(states) as [keyof typeof states, StateTable][])('%s', (matter, table) => {
  const known = statesOf(table)

  it('knows the states of the database and reaches each of them', () => {
    expect(known.toSorted()).toEqual([...words[matter]].toSorted())
    expect([...reachedFrom(table, table.start)].toSorted()).toEqual(known.toSorted())
  })

  it('comes to an end from every state', () => {
    for (const state of known)
      expect(
        [...reachedFrom(table, state)].some((reached) => table.ends.includes(reached)),
        state,
      ).toBe(true)
  })

  it('has each move once a state, made by somebody, and takes back what leads the other way', () => {
    const pairs = table.moves.map(({ move, from }) => `${move} ${from}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    for (const { by, from, to, undoes } of table.moves) {
      expect(by.length).toBeGreaterThan(0)
      for (const who of by) expect([...roleNames, ...others]).toContain(who)
      if (undoes)
        expect(table.moves).toContainEqual(expect.objectContaining({ move: undoes, from: to, to: from }))
    }
  })
})

it('has a row of the database for each move of a round', () => {
  expect(Object.keys(roundMoves)).toEqual([...roundMoveNames])
})

const at = (day: number) => new Date(Date.UTC(2027, 6, day))
it.each([
  [1, null, null, 'upcoming', 'proposed'],
  [5, null, null, 'open', 'proposed'],
  [12, null, null, 'judging', 'proposed'],
  [5, at(4), null, 'locked', 'given'],
  [12, at(11), null, 'locked', 'given'],
  [12, at(11), at(12), 'published', 'published'],
] as const)(
  'on day %i, locked %s, published %s, an edition is %s',
  (day, resultsLockedAt, publishedAt, is, award) => {
    const edition = { opensAt: at(2), closesAt: at(10), resultsLockedAt, publishedAt }
    expect(editionStateOf(edition, at(day))).toBe(is)
    expect([awardStateOf(true, is), awardStateOf(false, is)]).toEqual([award, 'none'])
  },
)

it('offers of an edition what its results can do', () => {
  const asked = [
    { resultsLockedAt: null, publishedAt: null },
    { resultsLockedAt: at(1), publishedAt: null },
    { resultsLockedAt: at(1), publishedAt: at(1) },
  ].map(resultMovesOf)
  expect(asked).toEqual([['locked'], ['unlocked', 'published'], ['retracted']])
})

it('tells an account by what its row says', () => {
  const rows = [
    { confirmed: false, disabled: false },
    { confirmed: true, disabled: false },
    { confirmed: true, disabled: true },
  ]
  expect(rows.map(accountStateOf)).toEqual(accountStates)
  for (const row of [...rows, { confirmed: false, disabled: true }])
    for (const [move, name] of [
      ['disable', 'disabled'],
      ['enable', row.confirmed ? 'enabled' : 'enabledUnconfirmed'],
    ] as const) {
      const after = moved(row, move)
      const change = accountChanges[name]
      const there = mayLeave(change, accountStateOf(row))
      expect(after && accountStateOf(after), `${move} ${JSON.stringify(row)}`).toBe(there ? change.to : null)
    }
})
