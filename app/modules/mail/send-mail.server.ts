import { and, eq, sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { requireNoTransaction } from '#db/transaction.ts'
import { surelyNotSent } from './surely-not-sent.ts'

type Message = typeof mailMessages.$inferSelect

/**
 * Sends one message. What is owed to somebody is sent until it arrives, if need be twice. What may be sent only once
 * is marked before it goes: where a worker died in between, nobody can tell whether it went, and it is not sent again.
 */
export async function sendMail(mailId: string) {
  const [mail] = await database().select().from(mailMessages).where(eq(mailMessages.id, mailId))
  if (!mail) return
  await (mail.once ? sendOnce(mail) : sendUntilSent(mail))
}

async function sendOnce({ id, state }: Message) {
  // The job is ours alone, so a message found half sent was left by a worker that is no more.
  if (state === 'sending') return move(id, 'sending', 'uncertain')
  const mail = await move(id, 'queued', 'sending')
  if (!mail) return
  try {
    await deliver(mail)
  } catch (error) {
    await move(id, 'sending', surelyNotSent(error) ? 'queued' : 'uncertain')
    throw error
  }
  await move(id, 'sending', 'sent')
}

async function move(id: string, from: Message['state'], to: Message['state']): Promise<Message | undefined> {
  const [moved] = await database()
    .update(mailMessages)
    .set({ state: to, ...(to === 'sent' && { sentAt: sql`now()` }) })
    .where(and(eq(mailMessages.id, id), eq(mailMessages.state, from)))
    .returning()
  return moved
}

async function sendUntilSent(mail: Message) {
  if (mail.state !== 'queued') return
  await deliver(mail)
  await move(mail.id, 'queued', 'sent')
}

/** How long, in milliseconds, a mail server may take to be reached, to greet, and then say nothing. */
const mailLimits = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

/** Hands a message to the mail server. */
export async function deliver(mail: Message) {
  requireNoTransaction('A message was sent inside a transaction; send it before or after.')
  const env = environment()
  if (!env.SMTP_URL) throw new Error('SMTP_URL is not set')
  await createTransport({ url: env.SMTP_URL, ...mailLimits }).sendMail({
    from: env.MAIL_FROM,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body,
    messageId: `<${mail.id}@chungkhao>`,
    ...(mail.stopLink && {
      headers: {
        'List-Unsubscribe': `<${mail.stopLink}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    }),
  })
}
