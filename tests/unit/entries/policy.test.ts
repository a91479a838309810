import { describe, expect, it } from 'vitest'
import {
  whyNotEdit,
  whyNotSubmit,
  whyNotTakeBack,
  whyNotUpload,
  whyNotWithdraw,
  whyTooLate,
  type EntryForPolicy,
} from '#app/modules/entries/policy.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

/** A moment as the clock in Viet Nam shows it, and the milliseconds around it. */
const at = (clock: string, more = 0) => new Date(new Date(`${clock}+07:00`).getTime() + more)
const opening = '2027-06-01T00:00:00.000'
const closing = '2027-07-31T23:59:59.999'
const graceOver = '2027-08-01T00:59:59.999'
const returnOver = '2027-08-20T17:00:00.000'

const edition = { opensAt: at(opening), closesAt: at(closing), graceMinutes: 60, postmarkDays: 10 }
const entry = (state: EntryForPolicy['state'], more: Partial<EntryForPolicy> = {}): EntryForPolicy => ({
  state,
  returnUntil: null,
  returnFields: null,
  uploadBeganInTime: false,
  ...more,
})
const refusalOf = (answer: string) => (answer === 'yes' ? null : refuse(`entry.refused.${answer}`))

describe('from the opening to the closing', () => {
  it.each([
    [opening, -1, 'tooEarly'],
    [opening, 0, 'yes'],
    [opening, 1, 'yes'],
    [closing, -1, 'yes'],
    [closing, 0, 'yes'],
    [closing, 1, 'tooLate'],
  ])('%s and %i ms: %s', (clock, more, answer) => {
    const now = at(clock, more)
    expect({
      edit: whyNotEdit(entry('draft'), edition, now),
      submit: whyNotSubmit(entry('draft'), edition, now),
      upload: whyNotUpload(entry('draft'), edition, now, null),
      takeBack: whyNotTakeBack(entry('submitted'), edition, now),
      withdrawDraft: whyNotWithdraw(entry('draft'), edition, now),
      withdraw: whyNotWithdraw(entry('submitted'), edition, now),
    }).toEqual({
      edit: refusalOf(answer),
      submit: refusalOf(answer),
      upload: refusalOf(answer),
      takeBack: refusalOf(answer),
      withdrawDraft: null,
      withdraw: refusalOf(answer),
    })
  })
})

describe('in the grace', () => {
  it.each([
    [closing, 1, 'yes', 'yes', 'tooLate'],
    [graceOver, -1, 'yes', 'yes', 'tooLate'],
    [graceOver, 0, 'yes', 'yes', 'tooLate'],
    [graceOver, 1, 'tooLate', 'tooLate', 'tooLate'],
  ])(
    '%s and %i ms: submit %s, finish what began at the closing %s, what began after it %s',
    (clock, more, submit, finish, finishLate) => {
      const now = at(clock, more)
      const begun = entry('draft', { uploadBeganInTime: true })
      expect({
        submit: whyNotSubmit(begun, edition, now),
        finish: whyNotUpload(begun, edition, now, at(closing)),
        finishLate: whyNotUpload(entry('draft'), edition, now, at(closing, 1)),
        edit: whyNotEdit(begun, edition, now),
        takeBack: whyNotTakeBack(entry('submitted', { uploadBeganInTime: true }), edition, now),
      }).toEqual({
        submit: refusalOf(submit),
        finish: refusalOf(finish),
        finishLate: refusalOf(finishLate),
        edit: refusalOf('tooLate'),
        takeBack: refusalOf('tooLate'),
      })
    },
  )
})

describe('returned for completion', () => {
  it.each([
    [returnOver, -1, 'yes', 'notAsked'],
    [returnOver, 0, 'yes', 'notAsked'],
    [returnOver, 1, 'returnOver', 'returnOver'],
  ])('%s and %i ms: what was asked %s, the rest %s', (clock, more, asked, rest) => {
    const now = at(clock, more)
    const returned = entry('returned', { returnUntil: at(returnOver), returnFields: ['media'] })
    expect({
      edit: whyNotEdit(returned, edition, now),
      editAsked: whyNotEdit(returned, edition, now, 'media'),
      editRest: whyNotEdit(returned, edition, now, 'work'),
      submit: whyNotSubmit(returned, edition, now),
      upload: whyNotUpload(returned, edition, now, null),
      withdraw: whyNotWithdraw(returned, edition, now),
    }).toEqual({
      edit: refusalOf(asked),
      editAsked: refusalOf(asked),
      editRest: refusalOf(rest),
      submit: refusalOf(asked),
      upload: refusalOf(asked),
      withdraw: refusalOf(asked),
    })
  })
})

describe('by post', () => {
  it.each([
    // closes, postmarked on, may be entered until
    [closing, '2027-07-30', '2027-08-10T23:59:59.999'],
    [closing, '2027-07-31', '2027-08-10T23:59:59.999'],
    [closing, '2027-08-01', closing],
    [closing, null, closing],
    // the day in Viet Nam has begun, that in Greenwich not yet
    ['2027-08-01T00:00:00.000', '2027-08-01', '2027-08-11T00:00:00.000'],
    ['2027-08-01T06:59:59.999', '2027-08-01', '2027-08-11T06:59:59.999'],
    ['2027-08-01T06:59:59.999', '2027-08-02', '2027-08-01T06:59:59.999'],
    ['2027-08-01T07:00:00.000', '2027-08-01', '2027-08-11T07:00:00.000'],
    ['2027-08-01T07:00:00.000', '2027-08-02', '2027-08-01T07:00:00.000'],
  ])('closing %s, postmarked %s: until %s', (closes, postmarkedOn, until) => {
    const closed = { ...edition, closesAt: at(closes) }
    const asked = [-1, 0, 1].map((more) => whyTooLate(closed, at(until, more), postmarkedOn))
    expect(asked).toEqual([null, null, refuse('entry.refused.tooLate')])
  })

  it('no day more where the edition gives none', () => {
    const none = { ...edition, postmarkDays: 0 }
    expect([0, 1].map((more) => whyTooLate(none, at(closing, more), '2027-07-31'))).toEqual([
      null,
      refuse('entry.refused.tooLate'),
    ])
  })
})
