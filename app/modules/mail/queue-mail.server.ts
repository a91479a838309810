import { environment } from '#app/env.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { computed, type Locale } from '#app/i18n/index.ts'
import { enqueue } from '#app/jobs/queue.server.ts'
import type { Transaction } from '#db/client.ts'
import { mailMessages } from '#db/schema/index.ts'

export type MailTemplate =
  | 'confirmEmail'
  | 'alreadyRegistered'
  | 'resetPassword'
  | 'invitation'
  | 'receipt'
  | 'eligible'
  | 'ineligible'
  | 'returned'
  | 'judgeReminder'
  | 'secondLook'
  | 'roundClosed'
  | 'rechecked'

/**
 * Writes a message in the caller's transaction. Where SMTP is configured the worker sends it after the commit;
 * otherwise it is kept for the outbox page.
 */
export async function queueMail(
  tx: Transaction,
  mail: { to: string; locale: Locale; template: MailTemplate; values: Record<string, string | number> },
) {
  const t = translator(mail.locale)
  const sends = environment().SMTP_URL !== undefined
  const [row] = await tx
    .insert(mailMessages)
    .values({
      recipient: mail.to,
      subject: t(computed(`mail.${mail.template}.subject`), mail.values),
      body: `${t(computed(`mail.${mail.template}.body`), mail.values)}\n\n${t('mail.signature')}`,
      state: sends ? 'queued' : 'kept',
    })
    .returning({ id: mailMessages.id })
  if (sends) await enqueue(tx, 'send-mail', { mailId: row!.id })
}
