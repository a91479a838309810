import { eq, sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { queueMail } from '#app/modules/mail/queue-mail.server.ts'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import { mailMessages } from '#db/schema/index.ts'

/** A real SMTP server that can be told how to answer. */
const received: { to: string[]; raw: string }[] = []
let answer: 'takes' | 'hangs up' | number = 'takes'
/** What happens while a message is being taken. */
let meanwhile: (() => Promise<unknown>) | undefined
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    let raw = ''
    stream.on('data', (chunk: Buffer) => (raw += chunk))
    stream.on('end', async () => {
      if (typeof answer === 'number')
        return done(Object.assign(new Error('try again'), { responseCode: answer }))
      if (answer === 'hangs up') return void sockets.forEach((socket) => socket.destroy())
      received.push({ to: session.envelope.rcptTo.map((one) => one.address), raw })
      await meanwhile?.()
      done()
    })
  },
})

const sockets = new Set<Socket>()
server.server.on('connection', (socket: Socket) => sockets.add(socket))

// Before the environment is read for the first time.
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
const { port } = server.server.address() as AddressInfo
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`

beforeEach(() => {
  received.length = 0
  answer = 'takes'
  meanwhile = undefined
})
afterAll(() => new Promise<void>((done) => server.close(() => done())))

it('queues with the change, tries again after a fault, sends once, in Vietnamese', async () => {
  await register({
    name: 'Đỗ Thị Ánh',
    email: 'thu@thu.vn',
    password: 'mot cau de nho',
    locale: 'vi',
    address: '9.9.9.9',
  })
  const [mail] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, 'thu@thu.vn'))
  expect(mail!.state).toBe('queued')
  answer = 451
  await expect(sendMail(mail!.id)).rejects.toThrow('451')
  answer = 'takes'
  await sendMail(mail!.id)
  await sendMail(mail!.id)
  expect(received.map((one) => one.to)).toEqual([['thu@thu.vn']])
  const parsed = await simpleParser(received[0]!.raw)
  expect(parsed.subject).toBe('Xác nhận địa chỉ thư điện tử')
  expect(parsed.text).toContain('Kính gửi Đỗ Thị Ánh,')
  const [after] = await database().select().from(mailMessages).where(eq(mailMessages.id, mail!.id))
  expect(after!.state).toBe('sent')
})

const stateOf = async (id: string) => {
  const [row] = await database().select().from(mailMessages).where(eq(mailMessages.id, id))
  return [row!.state, row!.sentAt !== null]
}
const write = async (values: Partial<typeof mailMessages.$inferInsert> = {}) => {
  const [row] = await database()
    .insert(mailMessages)
    .values({ recipient: 'a@thu.vn', subject: 'Thư', body: 'Kính gửi', ...values })
    .returning()
  return row!.id
}
const once = (values: Partial<typeof mailMessages.$inferInsert> = {}) =>
  write({ once: true, stopLink: 'http://portal.test/mail/x', ...values })

describe.each([
  ['owed to somebody', write],
  ['sent only once', once],
])('a message that is %s', (_which, make) => {
  it('is sent where it waits, and no other with it', async () => {
    const [id, other] = [await make({ subject: 'Một' }), await make({ subject: 'Hai' })]
    await sendMail(id)
    expect([await stateOf(id), await stateOf(other), received.length]).toEqual([
      ['sent', true],
      ['queued', false],
      1,
    ])
    await sendMail(id)
    expect(received.length).toBe(1)
  })

  it.each(['sent', 'kept', 'stopped', 'uncertain'] as const)(
    'is left alone where it is %s',
    async (state) => {
      const id = await make({ state })
      await sendMail(id)
      expect([await stateOf(id), received.length]).toEqual([[state, false], 0])
    },
  )

  it.each([400, 451, 550])('is refused with %i and tried again', async (code) => {
    const id = await make()
    answer = code
    await expect(sendMail(id)).rejects.toThrow(String(code))
    expect(await stateOf(id)).toEqual(['queued', false])
    answer = 'takes'
    await sendMail(id)
    expect([await stateOf(id), received.length]).toEqual([['sent', true], 1])
  })

  it('waits where nobody listens', async () => {
    const id = await make()
    server.server.close()
    await expect(sendMail(id)).rejects.toThrow('ECONNREFUSED')
    expect(await stateOf(id)).toEqual(['queued', false])
    await new Promise<void>((ready) => server.server.listen(port, '127.0.0.1', ready))
    await sendMail(id)
    expect(await stateOf(id)).toEqual(['sent', true])
  })
})

describe('a message that a second worker sends while the first one does', () => {
  it.each([
    ['arrives twice under one id where it is owed', write, ['sent', true], 2],
    ['arrives once where it may go only once', once, ['uncertain', false], 1],
  ] as const)('%s', async (_how, make, state, times) => {
    const id = await make()
    meanwhile = () => {
      meanwhile = undefined
      return sendMail(id)
    }
    await sendMail(id)
    expect(await stateOf(id)).toEqual(state)
    const parsed = await Promise.all(received.map(({ raw }) => simpleParser(raw)))
    expect(parsed.map(({ messageId }) => messageId)).toEqual(Array(times).fill(`<${id}@chungkhao>`))
    await sendMail(id)
    expect(received.length).toBe(times)
  })
})

describe('of what is sent only once', () => {
  it('nobody can tell where the server hung up', async () => {
    const id = await once()
    answer = 'hangs up'
    await expect(sendMail(id)).rejects.toThrow()
    expect(await stateOf(id)).toEqual(['uncertain', false])
    answer = 'takes'
    await sendMail(id)
    expect(received).toEqual([])
  })

  it('nobody can tell where its worker is no more', async () => {
    const [id, other] = [await once({ state: 'sending' }), await once({ state: 'sending' })]
    await sendMail(id)
    expect([await stateOf(id), await stateOf(other), received.length]).toEqual([
      ['uncertain', false],
      ['sending', false],
      0,
    ])
  })

  it('each tells how to stop it; what is owed does not', async () => {
    await sendMail(await once())
    await sendMail(await write())
    const parsed = await Promise.all(received.map(({ raw }) => simpleParser(raw)))
    const told = parsed.map(({ headerLines }) =>
      headerLines.filter(({ key }) => key.startsWith('list-unsubscribe')).map(({ line }) => line),
    )
    expect(told).toEqual([
      ['List-Unsubscribe: <http://portal.test/mail/x>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'],
      [],
    ])
  })
})

it('is queued for the worker with its job, and sent as it was written', async () => {
  const values = { name: 'Lê Tâm', link: 'http://portal.test/x' }
  const id = await database().transaction((tx) =>
    queueMail(tx, { to: 'b@thu.vn', locale: 'vi', template: 'resetPassword', values }),
  )
  const jobs = await database().execute<{ payload: { mailId: string }; most: number }>(sql`
    select j.payload, p.max_attempts as most
    from graphile_worker._private_jobs j
    join graphile_worker.jobs p on p.id = j.id
    where p.task_identifier = 'send-mail' and j.payload ->> 'mailId' = ${id}`)
  expect(jobs.map((job) => ({ ...job }))).toEqual([{ payload: { mailId: id }, most: 8 }])
  await sendMail(id)
  const parsed = await simpleParser(received[0]!.raw)
  const [row] = await database().select().from(mailMessages).where(eq(mailMessages.id, id))
  expect([received[0]!.to, parsed.subject, parsed.text!.trim(), parsed.messageId]).toEqual([
    ['b@thu.vn'],
    row!.subject,
    row!.body.trim(),
    `<${id}@chungkhao>`,
  ])
})
