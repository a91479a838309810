import { environment } from '#app/env.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import type { Transaction } from '#db/client.ts'
import type { users } from '#db/schema/accounts.ts'
import { queueMail } from '../mail/queue-mail.server.ts'

/** The letter to the owner, who may not be who changed it. */
export async function tellPasswordChanged(
  tx: Transaction,
  { email, name, locale }: Pick<typeof users.$inferSelect, 'email' | 'name' | 'locale'>,
) {
  const values = {
    name,
    time: formatMoment(new Date(), locale),
    link: `${environment().APP_ORIGIN}/forgot-password`,
  }
  await queueMail(tx, { to: email, locale, template: 'passwordChanged', values })
}
