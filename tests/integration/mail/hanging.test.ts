import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it, vi } from 'vitest'
import { faultKind, type Fault } from '#app/modules/mail/mail-fault.ts'
import type { Message } from '#app/modules/mail/hand-over.server.ts'

/** What the server has said before it says nothing more, or goes on without ever coming to an end. */
type Silence =
  'greeting' | 'hello' | 'password' | 'mail' | 'rcpt' | 'data' | 'text' | 'whole letter' | 'drips'

let silent: Silence = 'greeting'
const sockets = new Set<Socket>()
const said: Record<string, [Silence, string]> = {
  EHLO: ['hello', '250-here\r\n250 AUTH PLAIN\r\n'],
  AUTH: ['password', '235 yes\r\n'],
  MAIL: ['mail', '250 yes\r\n'],
  RCPT: ['rcpt', '250 yes\r\n'],
  DATA: ['data', '354 go on\r\n'],
}

/** A mail server of bare sockets that keeps its line open, whatever it no longer answers. */
const server = createServer((socket) => {
  sockets.add(socket)
  socket.on('error', () => {})
  if (silent === 'greeting') return
  socket.write('220 here\r\n')
  socket.on('data', (chunk) => {
    const [silence, answer] = said[chunk.toString('latin1').slice(0, 4)] ?? ['whole letter', '']
    if (silence === silent) return
    if (silence === 'data' && silent === 'text') socket.pause()
    if (silence === 'mail' && silent === 'drips') return drip(socket)
    socket.write(answer)
  })
})
/** An answer of ever more lines: there is no silence, and no end. */
function drip(socket: Socket) {
  const more = setInterval(() => socket.write('250-and\r\n'), 20)
  socket.on('close', () => clearInterval(more))
}
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo

// Before the environment is read for the first time.
process.env.SMTP_URL = `smtp://portal:mat-khau@127.0.0.1:${port}?ignoreTLS=true`
const { handOver } = await import('#app/modules/mail/hand-over.server.ts')

afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await new Promise((done) => server.close(done))
})

const patience = { connection: 300, greeting: 300, silence: 300, whole: 1500 }
const letter = {
  id: 'mail_x',
  recipient: 'a@thu.vn',
  subject: 'Thư',
  body: 'Kính gửi',
  stopLink: null,
} as Message

/** What becomes of a letter, and whether that was known within the time there is. */
async function sent(body = letter.body, most = patience, give = handOver) {
  const began = Date.now()
  const fault = (await give({ ...letter, body }, most)) as Fault
  return {
    stage: fault.stage,
    kind: faultKind(fault),
    words: fault.words !== '',
    late: Date.now() - began > 10_000,
  }
}
const server0 = { stage: 'server', kind: 'server', words: true, late: false }
const envelope = { stage: 'envelope', kind: 'later', words: true, late: false }
const text = { stage: 'text', kind: 'unanswered', words: true, late: false }

it.each<[Silence, object]>([
  ['greeting', server0],
  ['hello', server0],
  ['password', server0],
  ['mail', envelope],
  ['rcpt', envelope],
  ['data', envelope],
  ['whole letter', text],
])('a server that says nothing more at its %s is given up in time', async (stage, fate) => {
  silent = stage
  expect(await sent()).toEqual(fate)
})

it('is given up where it takes no more of a long letter', async () => {
  silent = 'text'
  expect(await sent('dài '.repeat(2_000_000))).toEqual(text)
})

it('is given up where it goes on answering and never comes to an end', async () => {
  silent = 'drips'
  expect(await sent(letter.body, { ...patience, silence: 60_000 })).toEqual(envelope)
})

it('is given up where the line to it is never opened', async () => {
  const busy = new Worker(
    `const server = require('node:net').createServer()
     server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       require('node:worker_threads').parentPort.postMessage(server.address().port)
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
     })`,
    { eval: true },
  )
  const [full] = (await once(busy, 'message')) as [number]
  // Whoever comes first waits in the line that nobody takes up, and fills it.
  const waiting = Array.from({ length: 6 }, () => connect(full, '127.0.0.1').on('error', () => {}))
  process.env.SMTP_URL = `smtp://portal:mat-khau@127.0.0.1:${full}?ignoreTLS=true`
  vi.resetModules()
  const { handOver: toTheFull } = await import('#app/modules/mail/hand-over.server.ts')
  expect(await sent(letter.body, patience, toTheFull)).toEqual(server0)
  for (const socket of waiting) socket.destroy()
  await busy.terminate()
})
