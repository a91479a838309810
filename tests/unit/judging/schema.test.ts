import { describe, expect, it } from 'vitest'
import {
  ballotForm,
  conflictForm,
  imposedConflictForm,
  type JudgeLimits,
  panelForm,
  recall,
  recusal,
  roundForm,
  secondLook,
  waveForm,
} from '#app/modules/judging/schema.ts'

type Schema = {
  safeParse: (value: unknown) => {
    success: boolean
    error?: { issues: { path: unknown[]; message: string }[] }
  }
}

/** Where and how a form is wrong; nothing where it is right. */
const wrongIn = (schema: Schema, value: object) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

const round = { stage: 'final', readings: '3', opensAt: '2027-06-01T08:00', closesAt: '2027-06-30T17:00' }

describe('the form of a round', () => {
  it('has what the award usually does where nothing is said', () => {
    expect(roundForm.parse(round)).toEqual({
      ...round,
      readings: 3,
      kind: 'scoring',
      quorum: 67,
      majority: 50,
      decidesBy: 'raw',
      tieRule: [],
    })
  })

  it.each([
    [{ readings: '0' }, 'readings', 'form.error.number'],
    [{ readings: '1' }],
    [{ readings: '20' }],
    [{ readings: '21' }, 'readings', 'form.error.number'],
    [{ readings: '1.5' }, 'readings', 'form.error.number'],
    [{ quorum: '0' }, 'quorum', 'form.error.number'],
    [{ quorum: '1' }],
    [{ quorum: '100' }],
    [{ quorum: '101' }, 'quorum', 'form.error.number'],
    [{ majority: '0' }, 'majority', 'form.error.number'],
    [{ majority: '99' }],
    [{ majority: '100' }, 'majority', 'form.error.number'],
    [{ closesAt: '2027-06-01T08:00' }, 'closesAt', 'edition.error.opening'],
    [{ closesAt: '2027-06-01T08:01' }],
    [{ opensAt: '1/6/2027' }, 'opensAt', 'form.error.date'],
  ])('%j', (values, ...wrong) => {
    expect(wrongIn(roundForm, { ...round, ...values })).toEqual(wrong.length > 0 ? [wrong] : [])
  })
})

describe('the form of a panel', () => {
  const panel = { name: ' Tiểu ban ', categories: ['c'], judges: ['x', 'y', 'z'] }

  it('reads caps and languages of each judge from fields of their own', () => {
    const fields = {
      'entries.x': ' 7 ',
      'minutes.x': '90',
      'languages.x': 'VI, lo;en  x1 tiếng',
      'entries.y': '',
      'minutes.y': '1',
      'languages.y': '',
    }
    const none = { maxEntries: null, maxMinutes: null, languages: null }
    expect(panelForm.parse({ ...panel, ...fields, open: 'on', chair: 'x', panelId: 'p' })).toEqual({
      panelId: 'p',
      name: 'Tiểu ban',
      categories: ['c'],
      judges: ['x', 'y', 'z'],
      chair: 'x',
      open: true,
      limits: new Map<string, JudgeLimits>([
        ['x', { maxEntries: 7, maxMinutes: 90, languages: ['vi', 'lo', 'en'] }],
        ['y', { ...none, maxMinutes: 1 }],
        ['z', none],
      ]),
    })
    expect(panelForm.parse(panel)).toMatchObject({ panelId: '', chair: '', open: false })
  })

  it.each([
    [{ 'entries.x': '0' }, 'entries.x', 'form.error.number'],
    [{ 'entries.y': '1.5' }, 'entries.y', 'form.error.number'],
    [{ 'minutes.z': 'hai' }, 'minutes.z', 'form.error.number'],
    [{ 'entries.w': 'hai' }],
    [{ categories: [] }, 'categories', 'form.error.required'],
    [{ judges: [] }, 'judges', 'form.error.required'],
  ])('%j', (values, ...wrong) => {
    expect(wrongIn(panelForm, { ...panel, ...values })).toEqual(wrong.length > 0 ? [wrong] : [])
  })
})

it.each([
  [recall, { reason: ' ab ' }, 'reason'],
  [recall, { reason: 'abc' }],
  [recusal, { reason: 'ab' }, 'reason'],
  [recusal, { reason: 'abc' }],
  [secondLook, { entryId: 'e', note: 'ab' }, 'note'],
  [secondLook, { entryId: 'e', note: 'abc' }],
  [conflictForm, {}],
  [conflictForm, { reason: 'x'.repeat(1001) }, 'reason'],
  [waveForm, { budget: '0', top: '10' }, 'budget'],
  [waveForm, { budget: '1', top: '0' }, 'top'],
  [waveForm, { budget: '5000', top: '90' }],
  [waveForm, { budget: '5001', top: '91' }, 'budget', 'top'],
  [ballotForm, { categoryId: 'c', kind: 'prize', candidates: [] }, 'candidates'],
  [ballotForm, { categoryId: 'c', kind: 'prize', candidates: ['e'], seats: '0' }, 'seats'],
  [ballotForm, { categoryId: 'c', kind: 'yesno', candidates: ['e'], seats: '500' }],
  [ballotForm, { categoryId: 'c', kind: 'yesno', candidates: ['e'], seats: '501' }, 'seats'],
  [imposedConflictForm, { judgeId: '', number: '3', reason: 'abc' }, 'judgeId'],
  [imposedConflictForm, { judgeId: 'x', number: 'ba', reason: 'abc' }, 'number'],
])('%#: what is asked in other forms', (schema, value, ...fields) => {
  expect(wrongIn(schema, value).map(([field]) => field)).toEqual(fields)
})

it.each([
  ['3', 3],
  ['0042', 42],
  [' XII-0007 ', 7],
])('reads the number %s of a work as it stands on paper', (typed, number) => {
  expect(imposedConflictForm.parse({ judgeId: 'x', number: typed, reason: 'abc' }).number).toBe(number)
})
