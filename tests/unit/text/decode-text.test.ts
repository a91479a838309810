import { expect, it } from 'vitest'
import { decodeText } from '#app/modules/text/decode-text.ts'

const text = 'judge,entry\nHoà,ế😀\n'
const little = Buffer.from(text, 'utf16le')
const big = Buffer.from(little).swap16()

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 as Excel writes it', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
  ['UTF-16 of the other order', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ['UTF-16 without a mark', little],
  ['UTF-16 of the other order without a mark', big],
])('reads %s', (_what, bytes) => expect(decodeText(bytes)).toBe(text))

it('reads nothing where there is nothing', () => expect(decodeText(Buffer.alloc(0))).toBe(''))

it.each([
  ['letters of an old code page', Buffer.from([0x48, 0x6f, 0xe0, 0x2c])],
  ['half a letter', Buffer.from(text).subarray(0, 15)],
  ['half a letter of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), little.subarray(0, 15)])],
])('says that it cannot read %s', (_what, bytes) => expect(decodeText(bytes)).toBeNull())
