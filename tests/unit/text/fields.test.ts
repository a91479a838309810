import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { optionalDay, localMoment, day } from '#app/modules/calendar/fields.ts'
import { messageOfIssue } from '#app/modules/refusal/message-of-issue.ts'
import { readEmail } from '#app/modules/text/email.ts'
import { email, line, phone, said, text, whole } from '#app/modules/text/fields.ts'

/** The value, or the key of what is said of it. */
function read(field: z.ZodType, typed: unknown) {
  const parsed = field.safeParse(typed)
  return parsed.success ? parsed.data : messageOfIssue(parsed.error.issues[0]!).key
}

describe('an e-mail address', () => {
  it.each([
    ['Hoa@Bao.VN', 'hoa@bao.vn'],
    ['mailto:hoa@bao.vn?subject=x', 'hoa@bao.vn'],
    [' <hoa@bao.vn> ', 'hoa@bao.vn'],
    ['Lê Hoa <hoa@bao.vn>', 'hoa@bao.vn'],
    ['\u200bhoa\u00ad@bao.vn\u2060', 'hoa@bao.vn'],
    ['\u202ahoa@bao.vn\u202c', 'hoa@bao.vn'],
    ['hoa@báo.vn', 'hoa@xn--bo-mia.vn'],
    ['hoa@bücher.example', 'hoa@xn--bcher-kva.example'],
    ['hoa@bao。vn', 'hoa@bao.vn'],
    ['hoa+giai@bao.vn', 'hoa+giai@bao.vn'],
    ["o'hara@bao.vn", "o'hara@bao.vn"],
  ])('%j is %s', (typed, stored) => expect(read(email, typed)).toBe(stored))

  it.each([
    ['nguyễn@bao.vn', '“ễ” (U+1EC5)'],
    ['hoa lan@bao.vn', '“ ” (U+0020)'],
    ['hoa,lan@bao.vn', '“,” (U+002C)'],
    ['hoa;lan@bao.vn', '“;” (U+003B)'],
    ['hoa@bao,vn', '“,” (U+002C)'],
    ['hoa@bao vn', '“ ” (U+0020)'],
    ['hoa@b@bao.vn', '“@” (U+0040)'],
    ['hoa@bao.vn, lan@bao.vn', '“@” (U+0040)'],
    ['hoa@bao.vn/x', '“/” (U+002F)'],
    ['hoa@bao_a.vn', '“_” (U+005F)'],
    ['"hoa"@bao.vn', '“"” (U+0022)'],
  ])('%j is refused for %s', (typed, character) =>
    expect(readEmail(typed)).toEqual({ wrong: 'form.error.emailCharacter', values: { character } }),
  )

  it.each([
    '', 'hoa', '@bao.vn', 'hoa@', 'hoa@bao', 'hoa@bao.v', '.hoa@bao.vn', 'hoa.@bao.vn', 'ho..a@bao.vn', 'hoa@bao..vn',
    'hoa@-bao.vn', 'hoa@bao-.vn', 'hoa@127.0.0.1', 'hoa@bao.vn.', `${'a'.repeat(65)}@bao.vn`, `a@${'b.'.repeat(130)}vn`,
  ])('%j is refused', (typed) => expect(read(email, typed)).toBe('auth.error.email')) // prettier-ignore
})

it.each([
  ['', ''],
  ['0912 345 678', '0912 345 678'],
  ['(028) 3822-1234', '(028) 3822-1234'],
  ['+84 912.345.678', '+84 912.345.678'],
  ['12345678', '12345678'],
  ['1234567', 'form.error.phone'],
  ['1', 'form.error.phone'],
  ['1234567890123456', 'form.error.phone'],
  ['gọi cho tôi', 'form.error.phone'],
])('of the telephone number %j is said %j', (typed, answer) => expect(read(phone, typed)).toBe(answer))

it.each([
  ['2026-02-28', '2026-02-28'],
  ['2028-02-29', '2028-02-29'],
  ['2026-02-29', 'form.error.date'],
  ['2026-02-31', 'form.error.date'],
  ['2026-13-01', 'form.error.date'],
  ['2026-00-10', 'form.error.date'],
  ['0000-01-01', 'form.error.date'],
  ['9999-12-31', 'form.error.date'],
  ['2026-2-3', 'form.error.date'],
  ['', 'form.error.date'],
])('of the day %j is said %j', (typed, answer) => {
  expect(read(day, typed)).toBe(answer)
  expect(read(optionalDay, typed)).toBe(typed === '' ? null : answer)
})

it.each([
  ['2026-02-28T23:59', true],
  ['2026-02-28T23:59:59', true],
  ['2026-02-31T10:00', false],
  ['2026-02-28T24:00', false],
  ['2026-02-28T10:60', false],
  ['2026-02-28', false],
  ['2026-02-28T10:00Z', false],
])('%j is a moment: %s', (typed, right) =>
  expect(read(localMoment, typed)).toBe(right ? typed : 'form.error.date'),
)

it.each([
  ['0', 0],
  [' 9 ', 9],
  ['10', 10],
  ['11', 'form.error.number'],
  ['', 'form.error.number'],
  ['-1', 'form.error.number'],
  ['1.5', 'form.error.number'],
  ['1e1', 'form.error.number'],
  ['0x1', 'form.error.number'],
])('of the number %j from 0 to 10 is said %j', (typed, answer) =>
  expect(read(whole(0, 10), typed)).toBe(answer),
)

it('lines and texts are cleaned before they are measured', () => {
  expect(read(line(3, 1), '\u200b Ý ')).toBe('Ý')
  expect(read(line(3, 1), '\u200b')).toBe('form.error.required')
  expect(read(line(3), 'abcd')).toBe('form.error.tooLong')
  expect(read(text(5), 'a\r\nb')).toBe('a\nb')
  expect(read(said(10), 'ab')).toBe('form.error.required')
})
