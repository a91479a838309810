import { desc, sql } from 'drizzle-orm'
import { database, once } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import type { Locale } from '#app/i18n/index.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { editions } from '#db/schema/editions.ts'
import { queueMail, queueStoppableMail } from '../mail/queue-mail.server.ts'
import { contactLines, type Contact } from './secretariat.ts'

const nowhere: Contact = { address: '', phone: '', email: '' }

/** Where the secretariat of the edition that opened last is reached; before the first has opened, that of the newest. */
const ofEditionInForce = (connection: Connection) =>
  connection
    .select({
      address: editions.contactAddress,
      phone: editions.contactPhone,
      email: editions.contactEmail,
    })
    .from(editions)
    .orderBy(desc(sql`${editions.opensAt} <= clock_timestamp()`), desc(editions.number))
    .limit(1)

const prepared = once(() => ofEditionInForce(database()).prepare('secretariat'))

export async function secretariat(): Promise<Contact> {
  const [contact] = await prepared().execute()
  return contact ?? nowhere
}

/** Closing words, the name, and where it is reached. */
async function signature(tx: Transaction, locale: Locale): Promise<string> {
  const [contact = nowhere] = await ofEditionInForce(tx)
  const t = translator(locale)
  return [t('mail.signature'), ...contactLines(contact).map((line) => t(`contact.${line}`, contact))].join(
    '\n',
  )
}

/** A letter of the secretariat (`queueMail`), which says where it is reached. */
export const queueLetter = async (
  tx: Transaction,
  mail: Omit<Parameters<typeof queueMail>[1], 'signature'>,
) => queueMail(tx, { ...mail, signature: await signature(tx, mail.locale) })

/** The same for an invitation or a reminder (`queueStoppableMail`), unless another body signs it. */
export const queueStoppableLetter = async (tx: Transaction, mail: Parameters<typeof queueStoppableMail>[1]) =>
  queueStoppableMail(tx, { ...mail, signature: mail.signature ?? (await signature(tx, mail.locale)) })
