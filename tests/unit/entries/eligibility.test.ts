import { describe, expect, it } from 'vitest'
import { eligibilityOf, type Finding } from '#app/modules/entries/eligibility.ts'
import type { EditionRules, EntryFacts } from '#app/modules/entries/entry.ts'
import { turnedRound } from '#app/modules/entries/recheck.ts'

const rules: EditionRules = {
  windowStart: '2025-07-01',
  windowEnd: '2026-06-30',
  maxParts: 5,
  twoThirdsRule: true,
  capPerAuthor: 7,
}
const bounds = { start: '2025-07-01', end: '2026-06-30' }
const part = (publishedOn: string | null, minutes: number | null = null) => ({
  id: 'p',
  publishedOn,
  outlet: '',
  minutes,
})
const [within, outside] = ['2025-09-01', '2026-07-01']
const facts: EntryFacts = {
  title: 'Biển đảo',
  originalTitle: '',
  language: 'vi',
  genre: '',
  summary: '',
  hasAgency: false,
  agencyText: '',
  ownPlace: '',
  category: { languages: ['vi'], requirements: [] },
  parts: [part(within)],
  authors: [],
  awards: [],
  media: [],
  worksOfAuthors: [{ name: 'Nguyễn Văn A', works: 1 }],
}
const findings: Record<Finding['rule'], Finding> = {
  window: { rule: 'window', holds: true, why: { key: 'rule.windowInside', values: bounds }, field: 'parts' },
  parts: {
    rule: 'parts',
    holds: true,
    why: { key: 'rule.parts', values: { count: 1, max: 5 } },
    field: 'parts',
  },
  cap: { rule: 'cap', holds: true, why: { key: 'rule.cap', values: { max: 7 } }, field: 'authors' },
  language: { rule: 'language', holds: true, why: { key: 'rule.language' }, field: 'language' },
}
const found = (rule: Finding['rule'], entry: Partial<EntryFacts>, over: Partial<EditionRules> = {}) =>
  eligibilityOf({ ...facts, ...entry }, { ...rules, ...over }).find((one) => one.rule === rule)
const answer = (
  rule: Finding['rule'],
  holds: boolean | null,
  key: string,
  values?: Record<string, string | number>,
): Finding => ({ ...findings[rule], holds, why: { key: `rule.${key}`, ...(values && { values }) } })

it('answers every rule of a work in its order', () =>
  expect(eligibilityOf(facts, rules)).toEqual(Object.values(findings)))

describe('the window', () => {
  const counts = (inside: number, total: number) => ({ ...bounds, inside, total })
  it.each<[string, EntryFacts['parts'], Partial<EditionRules>, Finding]>([
    ['of no part', [], {}, answer('window', null, 'windowUnknown', bounds)],
    [
      'of a part without a day',
      [part(within), part(null)],
      {},
      answer('window', null, 'windowUnknown', bounds),
    ],
    ['the day before', [part('2025-06-30')], {}, answer('window', false, 'windowOutside', bounds)],
    ['its first day', [part('2025-07-01')], {}, answer('window', true, 'windowInside', bounds)],
    ['its last day', [part('2026-06-30')], {}, answer('window', true, 'windowInside', bounds)],
    ['the day after', [part('2026-07-01')], {}, answer('window', false, 'windowOutside', bounds)],
    [
      'two of three',
      [part(within), part(within), part(outside)],
      {},
      answer('window', true, 'windowTwoThirds', counts(2, 3)),
    ],
    [
      'two of three where all are asked for',
      [part(within), part(within), part(outside)],
      { twoThirdsRule: false },
      answer('window', false, 'windowOutside', bounds),
    ],
    [
      'one of two',
      [part(within), part(outside)],
      {},
      answer('window', false, 'windowUnderTwoThirds', counts(1, 2)),
    ],
    [
      'forty minutes of sixty',
      [part(within, 40), part(outside, 20)],
      {},
      answer('window', true, 'windowTwoThirds', counts(1, 2)),
    ],
    [
      'forty minutes of sixty-one',
      [part(within, 40), part(outside, 21)],
      {},
      answer('window', false, 'windowUnderTwoThirds', counts(1, 2)),
    ],
    [
      'forty minutes of who knows how many',
      [part(within, 40), part(outside)],
      {},
      answer('window', false, 'windowUnderTwoThirds', counts(1, 2)),
    ],
    [
      'twenty minutes of sixty, two parts of three',
      [part(within, 10), part(within, 10), part(outside, 40)],
      {},
      answer('window', true, 'windowTwoThirds', counts(2, 3)),
    ],
  ])('%s', (_which, parts, over, expected) => expect(found('window', { parts }, over)).toEqual(expected))
})

it.each([
  [0, null, 'parts'],
  [4, true, 'parts'],
  [5, true, 'parts'],
  [6, false, 'partsTooMany'],
])('%i parts of at most five', (count, holds, key) =>
  expect(found('parts', { parts: Array(count).fill(part(within)) as EntryFacts['parts'] })).toEqual(
    answer('parts', holds, key, { count, max: 5 }),
  ),
)

it.each<[string, EntryFacts['worksOfAuthors'], number | null, Finding]>([
  ['six', [{ name: 'A', works: 6 }], 7, findings.cap],
  ['seven', [{ name: 'A', works: 7 }], 7, findings.cap],
  [
    'eight of the second',
    [
      { name: 'A', works: 1 },
      { name: 'B', works: 8 },
    ],
    7,
    answer('cap', false, 'capOver', { name: 'B', works: 8, max: 7 }),
  ],
  ['nobody’s', [], 7, { ...findings.cap, holds: null }],
  [
    'eighty where there is no cap',
    [{ name: 'A', works: 80 }],
    null,
    { ...findings.cap, why: { key: 'rule.capNone' } },
  ],
])('of works by an author: %s', (_how, worksOfAuthors, capPerAuthor, expected) =>
  expect(found('cap', { worksOfAuthors }, { capPerAuthor })).toEqual(expected),
)

it.each<[string, string[] | null | undefined, boolean | null, string]>([
  ['vi', ['vi', 'en'], true, 'language'],
  ['fr', ['vi', 'en'], false, 'languageNot'],
  ['fr', null, true, 'language'],
  ['fr', undefined, null, 'language'],
])('a work in %s where the category takes %j', (language, languages, holds, key) => {
  const category = languages === undefined ? null : { languages, requirements: [] }
  expect(found('language', { language, category })).toEqual(answer('language', holds, key))
})

describe('a change of rules turns round', () => {
  const category = { languages: null, requirements: [] }
  const pdf = { kind: 'pdf' as const, required: true, maxCount: 1, maxBytes: 1 }
  type Rules = { edition: EditionRules; category: EntryFacts['category'] }
  const before: Rules = { edition: rules, category }
  const strict: Rules = {
    edition: { ...rules, windowEnd: '2025-08-01', maxParts: 0, capPerAuthor: 0 },
    category: { languages: ['fr'], requirements: [pdf] },
  }
  const all = (holds: boolean) =>
    (['window', 'parts', 'cap', 'language', 'media'] as const).map((rule) => ({ rule, holds }))

  it.each<[string, Partial<EntryFacts>, Rules, Rules, object[]]>([
    ['nothing that stays', {}, before, before, []],
    ['every answer to no', {}, before, strict, all(false)],
    ['every answer to yes', {}, strict, before, all(true)],
    [
      'nothing that cannot be told now',
      { parts: [] },
      before,
      strict,
      all(false).filter(({ rule }) => rule !== 'window' && rule !== 'parts'),
    ],
  ])('%s', (_what, entry, from, to, changes) =>
    expect(turnedRound({ ...facts, ...entry }, from, to)).toEqual(changes),
  )
})
