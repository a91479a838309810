import { and, eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/index.ts'

/** Sends one message. Run twice, it sends once; run again after a fault, it tries again. */
export async function sendMail(mailId: string) {
  const env = environment()
  await database().transaction(async (tx) => {
    const queued = and(eq(mailMessages.id, mailId), eq(mailMessages.state, 'queued'))
    const [mail] = await tx.select().from(mailMessages).where(queued).for('update', { skipLocked: true })
    if (!mail || !env.SMTP_URL) return
    const transport = createTransport(env.SMTP_URL)
    await transport.sendMail({
      from: env.MAIL_FROM,
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body,
      messageId: `<${mail.id}@chungkhao>`,
    })
    await tx
      .update(mailMessages)
      .set({ state: 'sent', sentAt: new Date() })
      .where(eq(mailMessages.id, mailId))
  })
}
