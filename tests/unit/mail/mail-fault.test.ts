import { expect, it } from 'vitest'
import { faultKind, type Stage } from '#app/modules/mail/mail-fault.ts'

it.each<[Stage, number | null, string]>([
  ['server', null, 'server'],
  ['server', 421, 'server'],
  ['server', 454, 'server'],
  ['server', 535, 'server'],
  ['server', 554, 'server'],
  ['envelope', null, 'later'],
  ['envelope', 399, 'later'],
  ['envelope', 400, 'later'],
  ['envelope', 421, 'later'],
  ['envelope', 499, 'later'],
  ['envelope', 500, 'refused'],
  ['envelope', 550, 'refused'],
  ['envelope', 530, 'server'],
  ['envelope', 535, 'server'],
  ['text', null, 'unanswered'],
  ['text', 399, 'unanswered'],
  ['text', 400, 'later'],
  ['text', 452, 'later'],
  ['text', 500, 'refused'],
  ['text', 554, 'refused'],
])('at the %s with %s: %s', (stage, code, kind) => expect(faultKind({ stage, code, words: '' })).toBe(kind))
