import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { messageOfIssue } from '#app/modules/refusal/message-of-issue.ts'
import { entryFields, rowFields, sectionOf } from '#app/modules/entries/schema.ts'

const read = (schema: z.ZodType, typed: string) => {
  const { success, data, error } = schema.safeParse(typed)
  return success ? data : { fault: messageOfIssue(error!.issues[0]!).key }
}
const fault = (message: string) => ({ fault: message })

describe('a field as it was typed', () => {
  it.each<[string, z.ZodType, string, unknown]>([
    ['no day', rowFields.parts.publishedOn, '', null],
    ['a day', rowFields.parts.publishedOn, '2026-02-28', '2026-02-28'],
    ['a leap day', rowFields.parts.publishedOn, '2028-02-29', '2028-02-29'],
    ['a day there is not', rowFields.parts.publishedOn, '2026-02-30', fault('form.error.date')],
    ['a month there is not', rowFields.parts.publishedOn, '2026-13-01', fault('form.error.date')],
    ['a day of another form', rowFields.parts.publishedOn, '1/2/2026', fault('form.error.date')],
    ['no link', rowFields.parts.url, '', ''],
    ['a link', rowFields.parts.url, ' https://bao.vn/bai ', 'https://bao.vn/bai'],
    ['a link in capitals', rowFields.parts.url, 'HTTP://BAO.VN', 'HTTP://BAO.VN'],
    ['a link that does something', rowFields.parts.url, 'javascript:alert(1)', fault('form.error.url')],
    ['a link with a space in it', rowFields.parts.url, 'https://bao.vn/a b', fault('form.error.url')],
    ['no minutes', rowFields.parts.minutes, '', null],
    ['no minute', rowFields.parts.minutes, '0', fault('form.error.number')],
    ['a minute', rowFields.parts.minutes, '1', 1],
    ['the most minutes', rowFields.parts.minutes, '100000', 100_000],
    ['a minute more', rowFields.parts.minutes, '100001', fault('form.error.number')],
    ['half a minute', rowFields.parts.minutes, '0.5', fault('form.error.number')],
    ['minutes in words', rowFields.parts.minutes, 'năm', fault('form.error.number')],
    ['no address by mail', rowFields.authors.email, '', ''],
    ['an address by mail', rowFields.authors.email, ' a@b.vn ', 'a@b.vn'],
    ['what is no address by mail', rowFields.authors.email, 'a@', fault('auth.error.email')],
    ['one line', entryFields.title, ' hai \n dòng\t', 'hai dòng'],
    ['several lines', entryFields.summary, ' một\r\nhai  ', 'một\nhai'],
    ['a language', entryFields.language, 'vi', 'vi'],
    ['what is no language', entryFields.language, 'VI', fault('form.error.invalid')],
    ['a place', entryFields.ownPlace, 'p:56', 'p:56'],
    ['no place', entryFields.ownPlace, '', ''],
    ['what is no place', entryFields.ownPlace, 'p:5', fault('form.error.invalid')],
  ])('%s', (_what, schema, typed, expected) => expect(read(schema, typed)).toEqual(expected))
})

it.each([
  ['title', 'work'],
  ['categoryId', 'work'],
  ['agencyText', 'agency'],
  ['agencyLevel', 'agency'],
  ['agencyProvince', 'agency'],
  ['ownPlace', 'agency'],
  ['parts.prt_1.title', 'parts'],
  ['authors.aut_1.name', 'authors'],
  ['awards.awd_1.name', 'awards'],
])('%s belongs to %s', (field, section) => expect(sectionOf(field)).toBe(section))
