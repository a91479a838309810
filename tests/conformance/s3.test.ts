import { expect, it } from 'vitest'
import { disposition } from '#storage/s3.ts'

it('names a download in both forms of RFC 6266', () => {
  expect(disposition('Phóng sự.pdf', false)).toBe(
    `attachment; filename="Phong su.pdf"; filename*=UTF-8''Ph%C3%B3ng%20s%E1%BB%B1.pdf`,
  )
})
