import { expect, it } from 'vitest'
import { hasPageAddress, nameInLetter } from '#app/modules/text/person-name.ts'

it.each([
  ['Nguyễn Văn A', false],
  ['TS.Nguyễn Văn A', false],
  ['PGS.TS. Lê Thị Me', false],
  ['ThS.BS.Me', false],
  ['A.Co', false],
  ['Lê T.H.Vân', false],
  ['O’Brien-Smith Jr.', false],
  ['http://xau.vn', true],
  ['An HTTPS://XAU', true],
  ['An (www.xau)', true],
  ['xau.com', true],
  ['Bấm vào qua-tang.com.vn nhé', true],
  ['thưởng.vn', true],
  ['xau.me/nhan', true],
  ['ftp://xau', true],
])('%s holds the address of a page: %s', (name, holds) => expect(hasPageAddress(name)).toBe(holds))

it.each([
  ['Nguyễn Văn A', 'Nguyễn Văn A'],
  ['TS.Lê\nVăn B', 'TS.Lê Văn B'],
  ['An https://xau.vn/a.b Bình', 'An https xau vn a b Bình'],
  ['{{link}}', '{{link}}'],
])('%s stands in a letter as %s', (name, shown) => {
  expect(nameInLetter(name)).toBe(shown)
  expect(hasPageAddress(nameInLetter(name))).toBe(false)
})
