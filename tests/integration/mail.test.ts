import { eq } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import { mailMessages } from '#db/schema/index.ts'

/** A real SMTP server that can be told to be out of order. */
const received: { to: string[]; raw: string }[] = []
let broken = true
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    let raw = ''
    stream.on('data', (chunk: Buffer) => (raw += chunk))
    stream.on('end', () => {
      if (broken) return done(new Error('451 try again'))
      received.push({ to: session.envelope.rcptTo.map((one) => one.address), raw })
      done()
    })
  },
})

// Before the environment is read for the first time.
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`

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
  await expect(sendMail(mail!.id)).rejects.toThrow('451')
  broken = false
  await sendMail(mail!.id)
  await sendMail(mail!.id)
  expect(received.map((one) => one.to)).toEqual([['thu@thu.vn']])
  const parsed = await simpleParser(received[0]!.raw)
  expect(parsed.subject).toBe('Xác nhận địa chỉ thư điện tử')
  expect(parsed.text).toContain('Kính gửi Đỗ Thị Ánh,')
  const [after] = await database().select().from(mailMessages).where(eq(mailMessages.id, mail!.id))
  expect(after!.state).toBe('sent')
})
