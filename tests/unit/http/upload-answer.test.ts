import { expect, it } from 'vitest'
import { answerUpload } from '#app/http/upload-answer.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

it.each([
  ['what was done', { mediaId: 'med_1' }, 200, null],
  ['a refusal', refuse('media.refused.empty', { name: 'a.pdf' }), 409, null],
  ['an account that asked too fast', { wait: 2, for: 'rate' }, 429, '2'],
  ['a bucket that is away', { wait: 5, for: 'bucket' }, 503, '5'],
])('tells a script of %s', (_what, answer, status, retryAfter) => {
  const told = answerUpload(answer)
  expect([told.status, told.headers.get('Retry-After')]).toEqual([status, retryAfter])
})

it('tells nothing of what is not there', () => {
  expect(() => answerUpload(null)).toThrow()
})
