import { expect, it } from 'vitest'
import { surelyNotSent } from '#app/modules/mail/surely-not-sent.ts'

const faultOf = (more: object) => Object.assign(new Error('x'), { command: 'CONN' }, more)

it.each<[string, object, boolean]>([
  ['a server of no address', { code: 'EDNS', syscall: 'getaddrinfo' }, true],
  ['a server that does not listen', { code: 'ESOCKET', syscall: 'connect' }, true],
  ['no connection in time', { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' }, true],
  ['no greeting in time', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, true],
  ['no encryption in time', { code: 'ETIMEDOUT', timeoutType: 'UPGRADE_TIMEOUT' }, true],
  ['silence in the middle', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, false],
  ['a refusal for now', { command: 'DATA', responseCode: 451 }, true],
  ['the least of refusals', { command: 'RCPT TO', responseCode: 400 }, true],
  ['an answer that is no refusal', { command: 'DATA', responseCode: 399 }, false],
  ['a connection that was closed', { code: 'ECONNECTION' }, false],
  ['a connection that was cut', { code: 'ESOCKET', syscall: 'read' }, false],
  ['anything else', {}, false],
])('%s: nothing was sent for sure: %s', (_what, more, sure) =>
  expect(surelyNotSent(faultOf(more))).toBe(sure),
)
