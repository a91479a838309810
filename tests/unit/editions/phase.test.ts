import { describe, expect, it } from 'vitest'
import { currentOf, graceEnd, phaseOf, type Phase } from '#app/modules/editions/phase.ts'

const opensAt = new Date('2027-05-31T17:00:00.000Z')
const closesAt = new Date('2027-07-31T16:59:59.999Z')
const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms)

it.each<[string, Date, Phase]>([
  ['a moment before it opens', after(opensAt, -1), 'upcoming'],
  ['as it opens', opensAt, 'open'],
  ['a moment before it closes', after(closesAt, -1), 'open'],
  ['as it closes', closesAt, 'judging'],
  ['a moment after it closed', after(closesAt, 1), 'judging'],
])('%s an edition is %s', (_when, now, phase) => {
  expect(phaseOf({ opensAt, closesAt, publishedAt: null }, now)).toBe(phase)
  expect(phaseOf({ opensAt, closesAt, publishedAt: now }, now)).toBe('published')
})

it.each([
  [0, '2027-07-31T16:59:59.999Z'],
  [1, '2027-07-31T17:00:59.999Z'],
  [90, '2027-07-31T18:29:59.999Z'],
])('a grace of %i minutes ends at %s', (graceMinutes, end) =>
  expect(graceEnd({ closesAt, graceMinutes })).toEqual(new Date(end)),
)

describe('the edition a visitor means', () => {
  it.each<[Phase[], number | undefined]>([
    [['upcoming', 'open', 'judging', 'published'], 1],
    [['upcoming', 'judging', 'published'], 1],
    [['upcoming', 'published'], 0],
    [['published', 'published'], 0],
    [['open', 'open'], 0],
    [[], undefined],
  ])('of %j, the newest first, is number %s', (phases, chosen) => {
    const editions = phases.map((phase, index) => ({ phase, index }))
    expect(currentOf(editions)?.index).toBe(chosen)
  })
})
