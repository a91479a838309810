import { afterEach, expect, it, vi } from 'vitest'
import { appOrigin } from '#app/env.server.ts'

afterEach(() => vi.unstubAllEnvs())

it.each([
  [{}, 'http://127.0.0.1:3000'],
  [{ PORT: '8080', HOST: '::1' }, 'http://[::1]:8080'],
  [{ PORT: '8080', APP_ORIGIN: 'https://giai.example' }, 'https://giai.example'],
])('a command that only writes a link asks for no bucket: %j is %s', (set, origin) => {
  for (const name of [
    'APP_ORIGIN',
    'S3_ENDPOINT',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
    'HOST',
    'PORT',
  ])
    vi.stubEnv(name, (set as Record<string, string>)[name] ?? '')
  expect(appOrigin()).toBe(origin)
})
