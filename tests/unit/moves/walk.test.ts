import { expect, it } from 'vitest'
import { states } from '#app/commands/states.ts'
import { Season } from '#tests/support/season-model.ts'

/** The walks are the same every time: a failure can be walked again. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const decisions = ['eligible', 'eligible', 'ineligible', 'returned'] as const
const roundMoveChoice = ['opened', 'unopened', 'extended', 'closed', 'reopened'] as const
const sheetMoveChoice = ['saved', 'submitted', 'submitted', 'recalled', 'struck'] as const
const resultMoves = ['locked', 'unlocked', 'published', 'published', 'retracted'] as const
const authorMoves = ['submit', 'submit', 'takeBack', 'withdraw', 'putBack'] as const

/** One thing somebody tries; whether it was theirs to do is the rules' to say. */
function tryOne(season: Season, chance: (below: number) => number): boolean {
  const one = <T>(list: readonly T[]) => list[chance(list.length)]!
  const some = season.entries.length > 0
  const entry = some ? chance(season.entries.length) : 0
  switch (chance(15)) {
    case 0:
      return season.pass(one([0, 1, 1, 2, 9]))
    case 1:
      return season.entries.length < 6 && season.begin()
    case 2:
      return some && season.author(entry, one(authorMoves))
    case 3:
      return some && season.screen(entry, one(decisions))
    case 4:
      return some && season.extendReturn(entry)
    case 5:
      return season.assign()
    case 6:
      return season.close(chance(2), one([-1, 3, 9]))
    case 7:
      return season.moveRound(chance(2), one(roundMoveChoice), one([-1, 2, 9]))
    case 8:
      return season.sheet(`${entry} ${chance(2)}`, one(sheetMoveChoice))
    case 9:
      return season.advance([...season.entries.keys()].filter(() => chance(2) === 0))
    case 10:
      return season.callBallot()
    case 11:
      return season.moveBallot(chance(3), one(['cast', 'counted'] as const))
    case 12:
      return some && season.prize(entry, chance(3) > 0)
    case 13:
      return some && season.putOut(outOf(season) ?? entry, one(['disqualified', 'reinstated'] as const))
    default:
      return chance(6) === 0
        ? season.redate(one([-5, -1, 1]), one([0, 4, 20]))
        : season.moveResults(one(resultMoves))
  }
}

/** What is published seldom is again: a work of it is picked on purpose. */
const outOf = (season: Season): number | undefined =>
  season.state === 'published' ? [...season.prizes][0] : undefined

const walked = (['entry', 'round', 'ballot', 'sheet', 'award', 'edition'] as const).flatMap((matter) =>
  states[matter].moves.map(({ move, from }) => `${matter} ${move} ${from}`),
)

it('from wherever a season gets in 10,000 steps, its people bring everything open to its end', () => {
  const made = new Set<string>()
  const left = () => walked.filter((move) => !made.has(move))
  let steps = 0
  // Longer only as far as a move that seldom comes about was not made.
  const goesOn = () => steps < 10_000 || (left().length > 0 && steps < 60_000)
  for (let seed = 1; goesOn(); seed++) {
    const chance = chances(seed)
    const season = new Season(made)
    for (let tries = 0; tries < 4000 && goesOn(); tries++)
      if (tryOne(season, chance) && ++steps % 5 === 0)
        expect(season.copy().finish(), `seed ${seed}, try ${tries}`).toEqual([])
  }
  expect(left()).toEqual([])
})
