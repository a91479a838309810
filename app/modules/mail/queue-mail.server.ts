import { environment } from '#app/env.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { computed, type Locale } from '#app/i18n/index.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import { cleanLine } from '../text/clean-text.ts'
import { nameInLetter } from '../text/person-name.ts'
import type { Transaction } from '#db/client.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { letterMoves } from './letter-moves.ts'
import { stopLinkOf } from './stop-mail.server.ts'

export type MailTemplate =
  | 'confirmEmail'
  | 'alreadyRegistered'
  | 'resetPassword'
  | 'passwordChanged'
  | 'newDevice'
  | 'secondFactorSet'
  | 'secondFactorRemoved'
  | 'recoveryUsed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'invitation'
  | 'receipt'
  | 'supplement'
  | 'eligible'
  | 'ineligible'
  | 'returned'
  | 'returnExtended'
  | 'disqualified'
  | 'reinstated'
  | 'judgeReminder'
  | 'secondLook'
  | 'roundClosed'
  | 'rechecked'
  | 'infectedFile'
  | 'infectedFileTold'
  | 'exportReady'
  | 'behalf'
  | 'personalRequest'
  | 'addressOld'
  | 'addressNew'
  | 'addressChanged'
  | 'heldData'

type Mail = {
  to: string
  locale: Locale
  template: MailTemplate
  values: Record<string, string | number>
  /** whose act it is that has it written: they are told where it does not arrive */
  senderId?: string
  /** nothing of it stays once it has gone */
  forgotten?: true
  /** the closing words, the name and where it is reached; without one the closing words and the name alone */
  signature?: string
}

/**
 * Writes a message in the caller's transaction. Where SMTP is configured the worker sends it after the commit;
 * otherwise it is kept for the outbox page.
 */
export async function queueMail(tx: Transaction, mail: Mail) {
  const forgottenAfter = mail.forgotten && new Date()
  return insertMail(tx, { recipient: mail.to, senderId: mail.senderId, forgottenAfter, ...letterOf(mail) })
}

/** What a letter says; a template with a plural asks for a `count` among the values. */
export function letterOf({
  locale,
  template,
  values,
  signature,
}: Pick<Mail, 'locale' | 'template' | 'values' | 'signature'>) {
  const t = translator(locale)
  const given = lettersValues(values)
  return {
    subject: cleanLine(t(computed(`mail.${template}.subject`), given)),
    body: `${t(computed(`mail.${template}.body`), given)}\n\n${signature ?? t('mail.signature')}`,
  }
}

/** The names of people among the values: who is written to, and who did what the letter tells. */
const names = ['name', 'by']

const lettersValues = (values: Mail['values']): Mail['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      names.includes(key) && typeof value === 'string' ? nameInLetter(value) : value,
    ]),
  )

/**
 * A message that is not owed to anybody, an invitation or a reminder, in words somebody wrote and signs: the secretariat
 * unless another body is named (`signature`, the closing words and the name). It carries the link to
 * stop such mail, is never sent twice, and is not written at all to an address that has stopped it (null).
 */
export async function queueStoppableMail(
  tx: Transaction,
  mail: {
    to: string
    locale: Locale
    subject: string
    body: string
    senderId: string
    signature?: string
  },
): Promise<string | null> {
  const link = await stopLinkOf(tx, mail.to)
  if (!link) return null
  const t = translator(mail.locale)
  return insertMail(tx, {
    recipient: mail.to,
    senderId: mail.senderId,
    subject: cleanLine(mail.subject),
    body: `${mail.body}\n\n${mail.signature ?? t('mail.signature')}\n\n${t('mail.stop', { link })}`,
    once: true,
    stopLink: link,
  })
}

async function insertMail(
  tx: Transaction,
  values: Omit<typeof mailMessages.$inferInsert, 'state'>,
): Promise<string> {
  const sends = environment().SMTP_URL !== undefined
  const [row] = await tx
    .insert(mailMessages)
    .values({ ...values, state: sends ? letterMoves.kept.from[0] : letterMoves.kept.to })
    .returning({ id: mailMessages.id })
  if (sends) await enqueue(tx, 'send-mail', { mailId: row!.id })
  return row!.id
}
