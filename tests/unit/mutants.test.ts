import { describe, expect, it } from 'vitest'
import { findMutants } from '#tests/mutants/find-mutants.ts'
import { atLeast } from '#tests/mutants/floors.ts'
import { knownMutants } from '#tests/mutants/known.ts'
import { marked, siteAt, sitesOf } from '#tests/mutants/sites.ts'
import { drawSample } from '#tests/mutants/sample.ts'

const file = 'app/modules/judging/some.server.ts'
const faultsOf = (text: string, of = file) =>
  findMutants(of, text).map(({ kind, operator, becomes }) => `${kind}, ${operator}: ${becomes}`)

describe('each operator, and the kind its fault has', () => {
  it.each<[string, string[]]>([
    [`if (!organizes(actor, id)) return null`, ['authorization, guard dropped: ']],
    [
      `const done = () => { if (round.state === 'open') close() }`,
      ['state, branch dropped: const done = () => { }'],
    ],
    [
      `const seen = a.closesAt && b`,
      ['time, term dropped: const seen = b', 'skip, term dropped: const seen = a.closesAt'],
    ],
    [
      `const late = () => x ?? refuse('late')`,
      [`skip, term dropped: const late = () => refuse('late')`, 'skip, term dropped: const late = () => x'],
    ],
    [`const b = a ? refuse('x') : null`, ['skip, refusal dropped: const b = (null)']],
    [`const b = a ? 1 : 2`, ['skip, condition negated: const b = !(a) ? 1 : 2']],
    [
      `const own = (x) => x.ownerId === me`,
      ['authorization, equality turned: const own = (x) => x.ownerId !== me'],
    ],
    [`const few = n <= most`, ['bound, bound moved: const few = n < most']],
    [`const n = Math.max(1, m)`, ['bound, bound dropped: const n = m']],
    [`const n = Math.round(m)`, ['round, rounding changed: const n = Math.floor(m)']],
    [
      `const hours = { reset: 2 }`,
      [
        'time, time stretched: const hours = { reset: (2 * 100) }',
        'time, time shortened: const hours = { reset: (2 / 100) }',
      ],
    ],
    [`async () => { await recordEvent(tx, { kind }) }`, ['audit, step dropped: async () => { }']],
    [`const told = () => queueMail(tx)`, ['skip, message dropped: const told = () => undefined']],
    [`rows(tx).for('update')`, ['lock, lock dropped: rows(tx)']],
    [`const seen = all.filter((row) => !barred.has(row.id))`, ['conflict, filter dropped: const seen = all']],
    [
      `const where = and(eq(t.id, id), eq(t.ownerId, me))`,
      [
        'skip, term dropped (where): const where = and(eq(t.ownerId, me))',
        'authorization, term dropped (where): const where = and(eq(t.id, id))',
      ],
    ],
    [
      `inArray(e.state, ['open', 'closed'])`,
      [
        `state, member dropped: inArray(e.state, ['closed'])`,
        `state, member dropped: inArray(e.state, ['open'])`,
      ],
    ],
    [
      `update(t).set({ a: 1, reason })`,
      ['skip, change dropped: update(t).set({ reason })', 'skip, change dropped: update(t).set({ a: 1 })'],
    ],
    [`const next = { state: 'open' }`, [`state, state changed: const next = { state: 'draft' }`]],
  ])('%s', (text, faults) => expect(faultsOf(text)).toEqual(faults))
})

describe('inside the text of a statement', () => {
  it.each<[string, string[]]>([
    [
      'where a.id = ${id} and a.judge_id = ${me} for update of a for share of r',
      [
        'skip, sql: term dropped: where a.judge_id = ${me} for update of a for share of r',
        'authorization, sql: term dropped: where a.id = ${id} for update of a for share of r',
        'lock, sql: lock dropped: where a.id = ${id} and a.judge_id = ${me} for share of r',
        'lock, sql: lock dropped: where a.id = ${id} and a.judge_id = ${me} for update of a ',
      ],
    ],
    [
      'where (a = 1 or lower(b) = 2) order by c',
      [
        'skip, sql: term dropped: where (lower(b) = 2) order by c',
        'skip, sql: term dropped: where (a = 1 ) order by c',
      ],
    ],
    ['where a between 1 and 2', []],
    ['case when a then b and c else d end', ['skip, sql: term dropped: case when a then b else d end']],
    [
      `where x in ('a', 'b')`,
      [`skip, sql: member dropped: where x in ('b')`, `skip, sql: member dropped: where x in ('a')`],
    ],
    ['select 1 where n <= 2', ['bound, sql: bound moved: select 1 where n < 2']],
    [
      '(select lower(a) from t union all select b from u) x',
      ['skip, sql: union dropped: (select lower(a) from t ) x'],
    ],
    [
      `now() - interval '7 days'`,
      [
        `time, sql: time stretched: now() - interval '700 days'`,
        `time, sql: time shortened: now() - interval '7 minutes'`,
      ],
    ],
    ['select round(x)', ['round, sql: rounding changed: select floor(x)']],
  ])('%s', (text, faults) => {
    const found = faultsOf(`sql\`${text}\``)
    expect(found).toEqual(
      faults.map((fault) =>
        fault.replace(/: (?!term|lock|member|bound|union|time|rounding)(.*)$/, ': sql`$1`'),
      ),
    )
  })
})

it('marks what a run comes by, and finds the innermost place', () => {
  const text = 'const f = (a) => a && b(a)\nif (c) return 1\n'
  const sites = sitesOf(file, text)
  const code = marked(text, sites, (site) => site).replace(/^import .*?;/, '')
  expect(code).toBe(
    'touch(0);const f = (a) => (touch(1), a && (touch(2), b(a)))\ntouch(3);if (c) {touch(4);return 1}\n',
  )
  expect(siteAt(sites, text.indexOf('b(a)'))).toBe(2)
  expect(siteAt(sites, text.indexOf('return'))).toBe(4)
})

it('draws the same sample for the same seed, half of it of the strict kinds', () => {
  const all = findMutants(file, 'if (!organizes(actor)) return null\nif (a) return b\n'.repeat(50))
  const drawn = drawSample(all, 20, 7)
  expect(drawn).toEqual(drawSample(all, 20, 7))
  expect(new Set(drawn).size).toBe(20)
  expect(drawn.filter(({ kind }) => kind === 'authorization').length).toBe(10)
})

it('knows how likely so many survivors are', () => {
  expect(atLeast(0, 30, 0.05)).toBe(1)
  expect(atLeast(2, 2, 0.5)).toBeCloseTo(0.25, 12)
  expect(atLeast(5, 30, 0.05)).toBeLessThan(0.05)
  expect(atLeast(4, 30, 0.05)).toBeGreaterThan(0.05)
})

it('finds the place of every fault of the hand-written list in the code of today', () => {
  expect(new Set(knownMutants().map((one) => one.id)).size).toBe(91)
})
