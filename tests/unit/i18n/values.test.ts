import { expect, it } from 'vitest'
import { translator } from '#app/i18n/all.server.ts'

const given = { link: 'http://portal.test/x', email: 'a@thu.vn' }

it.each([
  '{{link}}',
  '{{ link }} {{name}}',
  '{{- link}}',
  '$t(mail.signature)',
  '$& $1 $$ {name}',
  '{{link}}{{link}} 100 $',
])('never reads the words of a person: %s', (name) => {
  for (const locale of ['vi', 'en'] as const) {
    const t = translator(locale)
    const plain = t('mail.resetPassword.body', { ...given, name: 'Tên' })
    expect(t('mail.resetPassword.body', { ...given, name })).toBe(plain.replace('Tên', () => name))
  }
})

it('goes on counting', () => {
  const t = translator('en')
  expect(t('campaign.waiting', { count: 1, name: '{' })).not.toBe(t('campaign.waiting', { count: 2 }))
})
