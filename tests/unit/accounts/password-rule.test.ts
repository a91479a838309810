import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { weaknessOf } from '#app/modules/accounts/password-rule.ts'
import { strengthOf, whyTooEasy } from '#app/modules/accounts/password-strength.server.ts'
import { demoPassword } from '#db/seed/demo-accounts.ts'

const person = { name: 'Nguyễn Thị Minh Châu', email: 'chau.nguyen@bao.vn' }
const weakness = (password: string) => whyTooEasy(password, person)?.refused.key.split('.').at(-1) ?? null

describe('a new password', () => {
  it.each([
    ...['1234567890', 'aaaaaaaaaa', 'password123', '          ', 'PASSWORD123', 'qwertyuiop', '1q2w3e4r5t'],
    ...['abcabcabcabc', 'Mật khẩu 123', 'chungkhao2026', 'giai-thuong-26'],
  ])('is none of those guessed first: %s', (password) => expect(weakness(password)).toBe('common'))

  it.each([
    ...['Nguyễn Thị Minh Châu', 'nguyenthiminhchau', 'NGUYEN-THI-MINH-CHAU-99', 'chau.nguyen@bao.vn'],
    ...['chaunguyen1990', 'Châu Minh Thị Nguyễn'],
  ])('is not the own name or address: %s', (password) => expect(weakness(password)).toBe('own'))

  it.each(['mot cau de nho', 'mật khẩu của chính chủ', 'Châu thích cà phê sữa đá', demoPassword])(
    'is what is one’s own: %s',
    (password) => expect(weakness(password)).toBe(null),
  )

  it('is anybody’s where nothing is known of a person', () =>
    expect(weaknessOf('nguyenthiminhchau', {}, () => false)).toBe(null))
})

it('tells weak from strong', () => {
  const words = ['matkhau4711', 'sương mù trên núi Bà Nà', 'x'.repeat(200)]
  expect(words.map((word) => strengthOf(word, person))).toEqual(['good', 'strong', 'fair'])
})

it('keeps every list of words out of what browsers load', () => {
  const reaching = globSync('app/{components,http,i18n}/**/*.{ts,tsx}').filter((file) =>
    /@zxcvbn-ts|password-strength\.server/.test(readFileSync(file, 'utf8')),
  )
  expect(reaching).toEqual([])
})
