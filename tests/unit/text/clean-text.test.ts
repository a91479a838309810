import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, isDamaged } from '#app/modules/text/clean-text.ts'

describe('a text as it may be stored', () => {
  it.each([
    ['a\u000bb', 'a\nb'],
    ['a\fb', 'a\nb'],
    ['a\u0085b', 'a\nb'],
    ['a\u2028b\u2029c', 'a\nb\nc'],
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\tb', 'a\tb'],
    ['a\u0000b\u0007c\u001bd\u007fe\u0081f', 'abcdef'],
    ['tên\u202e\u2066fdp.exe', 'tênfdp.exe'],
    ['\u200b\u200d\ufeff \u00a0\u3164Việt\u00ad\u2060\u200e\u2800 ', 'Việt'],
    ['Ti\u0065\u0302\u0301ng', 'Tiếng'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['\u200b', ''],
  ])('%j is %j', (typed, stored) => expect(cleanText(typed)).toBe(stored))

  it('stands on one line where the field has one', () => {
    expect(cleanLine(' a\u000b\u000cb \t c\u2028d\r\n')).toBe('a b c d')
  })

  it('is clean once it was cleaned, and never holds what it must not', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const [text, line] = [cleanText(typed), cleanLine(typed)]
        expect(cleanText(text)).toBe(text)
        expect(cleanLine(line)).toBe(line)
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/)
        expect(line).not.toMatch(/[\n\t]/)
        expect(text).toBe(text.normalize('NFC'))
        expect(text).toBe(text.trim())
      }),
    ))
})

it.each([
  ['hoặc \ufffd\ufffdứng', true],
  ['\ud800', true],
  ['a\udc00b', true],
  ['😀 Việt', false],
  ['', false],
])('%j is damaged: %s', (text, damaged) => expect(isDamaged(text)).toBe(damaged))

it('takes no longer for a long run of blanks', () => {
  const began = performance.now()
  expect(cleanText(`a${' '.repeat(400_000)}b`)).toHaveLength(400_002)
  expect(cleanLine(`a${'\u200b '.repeat(200_000)}b`)).toHaveLength(400_002)
  expect(performance.now() - began).toBeLessThan(2_000)
})
