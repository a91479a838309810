import { environment } from '#app/env.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import type { Transaction } from '#db/client.ts'
import type { users } from '#db/schema/accounts.ts'
import { queueLetter } from '../editions/secretariat.server.ts'

type Owner = Pick<typeof users.$inferSelect, 'email' | 'name' | 'locale'>

/** To the owner of an account, who may not be who did it. */
export const tellPasswordChanged = (tx: Transaction, owner: Owner) => tell(tx, owner, 'passwordChanged', {})

export const tellNewDevice = (tx: Transaction, owner: Owner, from: { agent: string; address: string }) =>
  tell(tx, owner, 'newDevice', { agent: from.agent.slice(0, 300), address: from.address })

type FactorLetter = 'secondFactorSet' | 'secondFactorRemoved' | 'passkeyAdded' | 'passkeyRemoved'

export const tellSecondFactor = (tx: Transaction, owner: Owner, what: FactorLetter) =>
  tell(tx, owner, what, {})

export const tellRecoveryUsed = (tx: Transaction, owner: Owner, left: number) =>
  tell(tx, owner, 'recoveryUsed', { left })

async function tell(
  tx: Transaction,
  { email, name, locale }: Owner,
  template: 'passwordChanged' | 'newDevice' | 'recoveryUsed' | FactorLetter,
  more: Record<string, string | number>,
) {
  const link = `${environment().APP_ORIGIN}/forgot-password`
  const values = { name, time: formatMoment(new Date(), locale), link, ...more }
  await queueLetter(tx, { to: email, locale, template, values })
}
