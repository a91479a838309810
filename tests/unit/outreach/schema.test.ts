import { messageOfIssue } from '#app/modules/refusal/message-of-issue.ts'
import { describe, expect, it } from 'vitest'
import { meets } from '#app/modules/outreach/campaign.ts'
import { filled, fillings, fillingsOf, unknownFilling } from '#app/modules/outreach/filled.ts'
import {
  authorLetter,
  behalfForm,
  campaignForm,
  draftReminder,
  quotaForm,
  rankingForm,
} from '#app/modules/outreach/schema.ts'
import type { ZodType } from 'zod'

/** The fields that are wrong, with what is said of them. */
const wrongIn = (form: ZodType, fields: object) =>
  form.safeParse(fields).error?.issues.map((issue) => [issue.path.join('.'), messageOfIssue(issue).key]) ?? []
const fieldsWrong = (form: ZodType, fields: object) => wrongIn(form, fields).map(([field]) => field)

const letter = { subject: 'Nhắc', body: 'Kính gửi Ông/Bà' }
const campaign = { condition: 'all', daysLeft: '', ...letter }

describe('a letter to many', () => {
  it.each([
    [{ subject: 'abc' }, []],
    [{ subject: ' ab ' }, [['subject', 'form.error.required']]],
    [{ body: 'x'.repeat(10) }, []],
    [{ body: 'x'.repeat(9) }, [['body', 'form.error.required']]],
    [{ subject: 'Kỳ {kỳ giải}' }, []],
    [{ subject: 'Còn {so ngay}' }, [['subject', 'filling.unknown']]],
    [{ body: 'Kính gửi {ông bà}' }, [['body', 'filling.unknown']]],
  ])('%j', (fields, wrong) => {
    expect(wrongIn(campaignForm, { ...campaign, ...fields })).toEqual(wrong)
    expect(wrongIn(draftReminder, { drafts: [], ...letter, ...fields })).toEqual(wrong)
  })

  it.each([
    [{ subject: 'x'.repeat(200), body: 'x'.repeat(5000) }, []],
    [{ subject: 'x'.repeat(201) }, ['subject']],
    [{ body: 'x'.repeat(5001) }, ['body']],
    [{ condition: 'nobody' }, ['condition']],
    [{ daysLeft: '0' }, ['daysLeft']],
    [{ daysLeft: '1' }, []],
    [{ daysLeft: '10000' }, []],
    [{ daysLeft: '10001' }, ['daysLeft']],
    [{ daysLeft: '1.5' }, ['daysLeft']],
  ])('is bounded: %#', (fields, wrong) =>
    expect(fieldsWrong(campaignForm, { ...campaign, ...fields })).toEqual(wrong),
  )

  it('has a day only where one is given', () => {
    expect(campaignForm.parse(campaign).daysLeft).toBeNull()
    expect(campaignForm.parse({ ...campaign, daysLeft: ' 14 ' }).daysLeft).toBe(14)
  })
})

it.each(Object.entries(fillings))('fills in %s by each of its words', (key, words) => {
  const braces = words.map((word) => `{${word}}`).join()
  expect(filled(braces, { [key]: 7 })).toBe('7,7')
  expect(filled(braces, {})).toBe(braces)
  const kinds = ['campaign', 'reminder'] as const
  const taking = kinds.filter((kind) => (fillingsOf[kind] as readonly string[]).includes(key))
  expect(kinds.filter((kind) => unknownFilling(braces, kind) === null)).toEqual(taking)
  expect(taking.length).toBeGreaterThan(0)
})

it('fills in nothing for longer words, and an empty value where it is empty', () => {
  expect([filled('{name}', { name: '' }), filled('{name}', { name: 0 })]).toEqual(['', '0'])
  const long = (letters: number) => `{${'x'.repeat(letters)}}`
  expect([unknownFilling(long(30), 'campaign'), unknownFilling(long(31), 'campaign')]).toEqual([
    long(30),
    null,
  ])
})

it('fills in what is given, never what a value says', () => {
  expect(filled('{name} {link}', { name: '{link} {name} $& $1', link: 'http://a.vn' })).toBe(
    '{link} {name} $& $1 http://a.vn',
  )
})

describe('a word in braces that only another letter knows', () => {
  const draftOf = (kind: 'campaign' | 'reminder') => (kind === 'campaign' ? campaignForm : draftReminder)
  const fieldsOf = { condition: 'all', daysLeft: '', drafts: [], ...letter }
  it.each([
    ['campaign', '{tác phẩm}', '{tác phẩm}'],
    ['campaign', 'Về { Work }', '{ Work }'],
    ['campaign', '{tác phẩm}'.normalize('NFD'), '{tác phẩm}'],
    ['reminder', '{chỉ tiêu}', '{chỉ tiêu}'],
    ['reminder', '{days}', '{days}'],
    ['reminder', '{deadline}', '{deadline}'],
    ['reminder', '{họ tên} {đã gửi}', '{đã gửi}'],
    ['reminder', '{{họ tên}}', '{'],
    ['reminder', 'Kính gửi {họ tên', '{họ tên'],
    ['campaign', 'họ tên}', 'họ tên}'],
  ] as const)('in a %s: %s', (kind, text, word) => {
    expect(unknownFilling(text, kind)).toContain(word)
    const [issue] = draftOf(kind).safeParse({ ...fieldsOf, subject: text, body: text }).error!.issues
    expect(messageOfIssue(issue!).values!.word).toContain(word)
    for (const field of ['subject', 'body'])
      expect(wrongIn(draftOf(kind), { ...fieldsOf, [field]: `${text}\nKính gửi` })).toEqual([
        [field, 'filling.unknown'],
      ])
  })
})

const work = { title: 'Bài', authorName: 'An', authorEmail: ' AN@b.vn ', postmarkedOn: '', receivedOn: '' }
describe('a work entered for its author', () => {
  it('is read trimmed, days as none where they are empty', () => {
    expect(behalfForm.parse(work)).toEqual({
      title: 'Bài',
      authorName: 'An',
      authorEmail: 'an@b.vn',
      postmarkedOn: null,
      receivedOn: null,
    })
    expect(behalfForm.parse({ ...work, postmarkedOn: '2027-03-01' }).postmarkedOn).toBe('2027-03-01')
  })
  it.each([
    [{ title: ' ' }, [['title', 'form.error.required']]],
    [{ authorName: 'A' }, []],
    [{ authorName: ' ' }, [['authorName', 'form.error.required']]],
    [{ authorEmail: 'an@b' }, [['authorEmail', 'auth.error.email']]],
  ])('%j', (fields, wrong) => expect(wrongIn(behalfForm, { ...work, ...fields })).toEqual(wrong))
  it.each([
    [{ title: 'x'.repeat(500), authorName: 'x'.repeat(200) }, []],
    [{ title: 'x'.repeat(501) }, ['title']],
    [{ authorName: 'x'.repeat(201) }, ['authorName']],
    [{ postmarkedOn: '1/3/2027' }, ['postmarkedOn']],
  ])('is bounded: %#', (fields, wrong) =>
    expect(fieldsWrong(behalfForm, { ...work, ...fields })).toEqual(wrong),
  )
  it('is written about again to one address', () => {
    expect(authorLetter.parse({ email: 'AN@b.vn' })).toEqual({ email: 'an@b.vn' })
    expect(wrongIn(authorLetter, { email: 'an' })).toEqual([['email', 'auth.error.email']])
  })
})

describe('a ranking', () => {
  const places = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([id, place]) => [`position.${id}`, place]))
  it('is the works in the order of their places, those without one and other fields left out', () => {
    expect(rankingForm.parse({ ...places({ a: '10', b: ' 2 ', c: '', d: ' ' }), other: '1' })).toEqual([
      'b',
      'a',
    ])
  })
  it.each([
    ['0', 'form.error.number'],
    ['1', null],
    ['10000', null],
    ['10001', 'form.error.number'],
    ['1.5', 'form.error.number'],
    ['một', 'form.error.number'],
    ['3', 'follow.endorse.twice'],
  ])('with %s beside a third: %s', (place, message) => {
    const wrong = message === null ? [] : [['position.b', message]]
    expect(wrongIn(rankingForm, places({ a: '3', b: place }))).toEqual(wrong)
  })
})

it.each([
  ['0', []],
  ['10000', []],
  ['-1', ['quota.56']],
  ['10001', ['quota.56']],
])('a quota of %s', (quota, wrong) => expect(fieldsWrong(quotaForm, { 'quota.56': quota })).toEqual(wrong))

it('asks for open drafts only where there are some', () => {
  const state = { received: 0, drafts: 0, target: null }
  expect([0, 1, 2].map((drafts) => meets('openDrafts', { ...state, drafts }))).toEqual([false, true, true])
})
