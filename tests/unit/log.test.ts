import { afterEach, expect, it, vi } from 'vitest'
import { pathForLog } from '#app/http/log-requests.ts'
import { isTold, log } from '#app/log.server.ts'

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('tells what is as grave as asked for, and graver', () => {
  const told = levels.map((asked) => [asked, levels.slice(1).filter((level) => isTold(level, asked))])
  expect(told).toEqual([
    ['silent', []],
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ])
})

it.each([
  ['', ['e', 'w']],
  ['silent', []],
  ['error', ['e']],
  ['info', ['e', 'w', 'i']],
  ['debug', ['e', 'w', 'i', 'd']],
])('asks LOG_LEVEL=%s', (level, told) => {
  vi.stubEnv('LOG_LEVEL', level)
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  log.error('e')
  log.warn('w')
  log.info('i')
  log.debug('d')
  expect(written.mock.calls).toEqual(told.map((what) => [what]))
})

it.each([
  ['/', '/'],
  ['/organizer/13/rounds', '/organizer/13/rounds'],
  ['/judging/asg_0123456789abcdefghjk/sheet', '/judging/asg_0123456789abcdefghjk/sheet'],
  ['/resources/healthcheck', '/resources/healthcheck'],
  ['/reset/Wm9yX0Jhc2U2NHVybC10b2tlbi1vZi1hLWxldHRlcg', '/reset/*'],
  ['/invitation/asg_0123456789abcdefghjkWm9yX0Jhc2U2NHVybA', '/invitation/*'],
  ['/mail/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq', '/mail/*'],
  ['/receipts/8KD2-77Q1', '/receipts/*'],
])('writes the path %s as %s', (path, written) => expect(pathForLog(path)).toBe(written))
