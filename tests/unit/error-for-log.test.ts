import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, it, vi } from 'vitest'
import { errorForLog, messageForLog } from '#app/error-for-log.ts'
import { tellingNoValues } from '#app/jobs/telling-no-values.ts'
import { log } from '#app/log.server.ts'

const secret = '$argon2id$v=19$m=19456$bi-mat'
const failedStatement = () =>
  new DrizzleQueryError('insert into users values ($1, $2)', ['mat@thu.vn', secret], refusal())
const refusal = (more: object = {}) =>
  Object.assign(new Error(`duplicate key value (${secret})`), {
    ...{ name: 'PostgresError', severity: 'ERROR', code: '23505', constraint_name: 'users_email' },
    ...{ detail: `Key (email)=(${secret}) already exists.`, query: 'insert', parameters: [secret] },
    ...more,
  })

it.each<[string, Error]>([
  ['a failed statement', failedStatement()],
  ['a refusal of the database', refusal()],
  ['a value the database could not read', refusal({ code: '22P02', constraint_name: undefined })],
  ['text that is no JSON', parseFault()],
  ['a mail server', Object.assign(new Error(`550 ${secret}`), { responseCode: 550, rejected: [secret] })],
  ['an address in our own words', new Error('no account mat@thu.vn')],
  ['a link', new Error('GET /reset/Wm9yX0Jhc2U2NHVybC10b2tlbi1vZi1hLWxldHRlcg')],
  ['an error around another', new Error('saving', { cause: failedStatement() })],
  ['many errors', new AggregateError([failedStatement(), refusal()], 'two')],
  ['a value with lines like places', new DrizzleQueryError('select $1', [`x\n    at ${secret}`])],
])('of %s tells no value', (_what, error) => {
  expect(errorForLog(error)).not.toMatch(/bi-mat|mat@thu\.vn|Wm9y/)
})

function parseFault(): Error {
  try {
    return JSON.parse(secret) as Error
  } catch (error) {
    return error as Error
  }
}

it('tells what failed, by which rule and where', () => {
  const lines = errorForLog(failedStatement()).split('\n')
  expect(lines[0]).toBe('Error: insert into users values ($1, $2)')
  expect(lines.filter((line) => line.includes('error-for-log.test')).length).toBeGreaterThan(0)
  expect(lines.find((line) => line.startsWith('  of '))).toBe(
    '  of PostgresError: code 23505: constraint_name users_email',
  )
  expect(messageForLog(refusal({ code: '57P01', message: 'terminating connection' }))).toBe(
    'PostgresError: code 57P01: constraint_name users_email: terminating connection',
  )
  expect(messageForLog(new Error('SMTP_URL is not set'))).toBe('Error: SMTP_URL is not set')
  expect(errorForLog({ secret })).toBe('thrown: object')
})

it('is what a log line holds of an error, and what the queue is given', async () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  log.error('worker:', failedStatement(), { secret })
  expect(JSON.stringify(written.mock.calls)).toContain('insert into users')
  expect(JSON.stringify(written.mock.calls)).not.toMatch(/bi-mat|mat@thu/)
  const fails = tellingNoValues({ 'send-mail': () => Promise.reject(failedStatement()) })['send-mail']!
  const error = await Promise.resolve(fails({}, {} as never)).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(`${(error as Error).message}${(error as Error).stack}`).not.toMatch(/bi-mat|mat@thu/)
  expect((error as Error).message).toContain('users_email')
  written.mockRestore()
})
