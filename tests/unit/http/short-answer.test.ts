import { expect, it } from 'vitest'
import { shortAnswer } from '#app/http/short-answer.ts'

it('says how many bytes it has, not how many letters', async () => {
  const answer = shortAnswer({ note: 'Bố cục tốt' }, { status: 409, headers: { 'Retry-After': '2' } })
  const { status, headers } = answer
  expect([status, headers.get('Content-Type'), headers.get('Retry-After')]).toEqual([
    409,
    'application/json; charset=utf-8',
    '2',
  ])
  expect(Number(headers.get('Content-Length'))).toBe((await answer.arrayBuffer()).byteLength)
})
