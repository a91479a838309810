import { describe, expect, it } from 'vitest'
import { linesOf, readInvitees } from '#app/modules/outreach/invitation-list.ts'

const word = 'Cơ quan:'
const read = (text: string) =>
  readInvitees(text, word).map(({ line, name, email, wrong }) => [line, name, email, wrong])

describe('a first line', () => {
  it.each([
    ['Họ tên; E-mail', true],
    ['Name; email', true],
    ['Tên; Thư điện tử', true],
    ['Họ tên; Điện thoại', false],
    ['E-mail; Cơ quan', false],
    ['Tên e-mail; an@b.vn', false],
    ['Nguyễn An', false],
  ])('%s is a head: %s', (line, isHead) => {
    expect(read(`${line}\nBình; binh@b.vn`).map(([number]) => number)).toEqual(isHead ? [2] : [1, 2])
  })

  it('alone can be a head', () => {
    expect(read('Bình; binh@b.vn\nHọ tên; E-mail')).toEqual([
      [1, 'Bình', 'binh@b.vn', null],
      [2, 'Họ tên', '', 'noEmail'],
    ])
  })
})

describe('a line', () => {
  it.each([
    ['An; an@b.vn', 'An', 'an@b.vn', null],
    ['A; a@b.vn', 'A', 'a@b.vn', null],
    ['\ufffdn; an@b.vn', '\ufffdn', 'an@b.vn', 'damaged'],
    ['Âu; a@b.vn', 'Âu', 'a@b.vn', null],
    ['  Nguyễn   Văn  An ;  an@b.vn ', 'Nguyễn Văn An', 'an@b.vn', null],
    [';; An ;; an@b.vn ;;', 'An', 'an@b.vn', null],
    ['An; an@b.vn; binh@b.vn', 'An', 'an@b.vn', null],
    ['An; an@', 'An', 'an@', 'badEmail'],
    [`${'x'.repeat(200)}; x@b.vn`, 'x'.repeat(200), 'x@b.vn', null],
    [`${'x'.repeat(201)}; x@b.vn`, 'x'.repeat(200), 'x@b.vn', 'tooLong'],
    [`An; an@b.vn; ${'x'.repeat(301)}`, 'An', 'an@b.vn', 'tooLong'],
    ['http://xau.vn; x@b.vn', 'http://xau.vn', 'x@b.vn', 'nameAddress'],
    ['Cơ quan: VnExpress.net; toa@b.vn', 'VnExpress.net', 'toa@b.vn', null],
    ['cƠ QUAN: Báo Biển; toa@b.vn', 'Báo Biển', 'toa@b.vn', null],
  ])('%j', (typed, name, email, wrong) => expect(read(typed)).toEqual([[1, name, email, wrong]]))

  it.each([
    ['An; an@b.vn; Báo Biển; Phòng Tin', 'person', 'Báo Biển'],
    ['An, an@b.vn, Báo Biển, Đảo', 'person', 'Báo Biển, Đảo'],
    ['An; an@b.vn', 'person', ''],
    ['Cơ quan: Báo Biển; toa@b.vn; Khác', 'agency', 'Báo Biển'],
    [`An; an@b.vn; ${'x'.repeat(301)}`, 'person', 'x'.repeat(300)],
  ])('%j is a %s of %s', (typed, kind, agency) =>
    expect(readInvitees(typed, word)).toMatchObject([{ kind, agency }]),
  )
})

it('tells an address twice only where the line before could be invited', () => {
  expect(read('; a@b.vn\nAn; a@b.vn\nAn; a@b.vn\nAn; a@b.vn')).toEqual([
    [1, '', 'a@b.vn', 'noName'],
    [2, 'An', 'a@b.vn', null],
    [3, 'An', 'a@b.vn', 'twice'],
    [4, 'An', 'a@b.vn', 'twice'],
  ])
})

it('reads every line, so that who asks can refuse a list that is too long', () => {
  const lines = Array.from({ length: 2001 }, (_, index) => `An; an${index}@b.vn`)
  expect([read(lines.join('\r\n')).length, linesOf(`${lines.join('\n\n')}\n`)]).toEqual([2001, 2001])
})
