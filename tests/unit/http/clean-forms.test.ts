import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readForm } from '#app/http/forms.server.ts'
import { readDraft } from '#app/http/read-draft.server.ts'
import { readSheet } from '#app/http/read-sheet.server.ts'
import { numberIn, searchOf } from '#app/http/search.ts'
import { line, text } from '#app/modules/text/fields.ts'

const form = (fields: string) =>
  new Request('http://portal.test/x', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(fields.length) },
    body: fields,
  })

describe('a form', () => {
  const schema = z.object({ name: line(20), note: text(50), password: z.string() })

  it('arrives as it may be stored, and a password with its blanks', async () => {
    const read = await readForm(
      form('name=%00+A%0B%E2%80%8B&note=a%0D%0Ab%E2%80%A8c%07&password=+x%00+'),
      schema,
    )
    expect(read.ok && read.value).toEqual({ name: 'A', note: 'a\nb\nc', password: ' x ' })
  })

  it.each([
    ['U+FFFD', 'name=%EF%BF%BD%EF%BF%BD%E1%BB%A9ng&note=x&password=y', 'name'],
    ['bytes that are no letters', 'name=x&note=%E1%BB&password=y', 'note'],
  ])('with %s is refused at its field, and what was typed comes back', async (_, body, field) => {
    const read = await readForm(form(body), schema)
    if (read.ok) throw new Error('taken')
    expect(read.failed.init).toEqual({ status: 400 })
    expect(read.failed.data.errors).toEqual({ [field]: { key: 'form.error.damaged' } })
    expect(Object.keys(read.failed.data.values)).toEqual(['name', 'note'])
  })

  it('of a dossier or a sheet is cleaned alike', async () => {
    const draft = 'version=1&title=%0Bte%CC%82n%00&was.title=%E2%80%8Bte%CC%82&change=&intent=submit'
    expect(await readDraft(form(draft))).toEqual({
      version: 1,
      change: '',
      fields: { title: 'tên' },
      was: { title: 'tê' },
      submit: true,
    })
    expect(await readSheet(form('version=1&note=%E2%80%8Bhay%0D%0A&privateNote=a%00'))).toMatchObject({
      note: 'hay',
      privateNote: 'a',
    })
    expect(await readSheet(form('version=1&note=h%EF%BF%BDy'))).toEqual({
      refused: { key: 'form.error.damaged', values: {} },
      field: 'note',
    })
  })
})

it('the words of an address are cleaned too', () => {
  const asked = searchOf(new Request('http://portal.test/x?q=%E2%80%8Bte%CC%82n%0B&q=b&sort=-title'))
  expect([...asked]).toEqual([
    ['q', 'tên'],
    ['q', 'b'],
    ['sort', '-title'],
  ])
})

it.each([
  ['0', 0],
  ['13', 13],
  ['2147483647', 2_147_483_647],
  ['2147483648', null],
  ['99999999999999999999', null],
  ['1.5', null],
  ['1e3', null],
  ['-1', null],
  ['01', null],
  ['', null],
  [undefined, null],
])('the number of %j is %j', (typed, number) => expect(numberIn(typed)).toBe(number))
