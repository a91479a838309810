import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import { environment } from '#app/env.server.ts'
import type { mailMessages } from '#db/schema/mail.ts'
import { requireNoTransaction } from '#db/transaction.ts'
import { cleanLine } from '../text/clean-text.ts'
import type { Fault, Stage } from './mail-fault.ts'

export type Message = typeof mailMessages.$inferSelect

/**
 * How long, in milliseconds, a mail server may take to be reached, to greet, and then say nothing; and to take one letter
 * whole, however slowly it goes on answering.
 */
const patience = { connection: 20_000, greeting: 20_000, silence: 60_000, whole: 180_000 }
/** Letters of a server's answer that are kept. */
const mostWords = 500

/** Hands a message to the mail server: null where it was taken, or how far it came and what was said. */
export async function handOver(mail: Message, most = patience): Promise<Fault | null> {
  requireNoTransaction('A message was sent inside a transaction; send it before or after.')
  const letter = written(mail)
  const text = await letter.build()
  const { auth, ...server } = parseConnectionUrl(environment().SMTP_URL)
  const connection = new SMTPConnection({
    ...server,
    connectionTimeout: most.connection,
    greetingTimeout: most.greeting,
    socketTimeout: most.silence,
  })
  const [step, end] = steps(connection, most.whole)
  let stage: Stage = 'server'
  try {
    await step((done) => connection.connect(done))
    if (auth && connection.allowsAuth) await step((done) => connection.login(auth, done))
    stage = 'envelope'
    // Read only once the server has asked for the text.
    const goes = Readable.from(
      (function* () {
        stage = 'text'
        yield text
      })(),
    )
    await step((done) => connection.send({ ...letter.getEnvelope(), size: text.length }, goes, done))
    return null
  } catch (error) {
    return { stage, ...saidIn(error) }
  } finally {
    end()
  }
}

/** Each step of a session ends with its answer, with a fault of the connection, or when all the time is over. */
function steps(connection: SMTPConnection, mostTime: number) {
  let broken: (error: Error) => void
  const breaks = new Promise<never>((_, reject) => (broken = reject))
  breaks.catch(() => {})
  connection.on('error', (error: Error) => broken(error))
  const late = setTimeout(() => broken(new Error('The mail server took too long')), mostTime)
  const step = (ask: (done: (error?: Error | null) => void) => void) =>
    Promise.race([
      breaks,
      new Promise<void>((resolve, reject) => ask((error) => (error ? reject(error) : resolve()))),
    ])
  const end = () => {
    clearTimeout(late)
    connection.close()
  }
  return [step, end] as const
}

const written = (mail: Message) =>
  new MailComposer({
    from: environment().MAIL_FROM,
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
  }).compile()

function saidIn(error: unknown): Omit<Fault, 'stage'> {
  const { responseCode, response, message } = error as Record<string, unknown>
  const words = typeof response === 'string' && response !== '' ? response : String(message)
  return { code: Number(responseCode) || null, words: cleanLine(words).slice(0, mostWords) }
}
