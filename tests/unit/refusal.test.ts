import { expect, it } from 'vitest'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'

it.each([
  [refuse('error.moved'), true],
  [{ refused: { key: 'x' }, more: 1 }, true],
  [{ done: true }, false],
  [null, false],
  [undefined, false],
  ['refused', false],
  [1, false],
  [[], false],
])('%j is a refusal: %s', (answer, refused) => expect(isRefusal(answer)).toBe(refused))
