import type { Locale } from '#app/i18n/index.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { recordConsent } from './register.server.ts'

/** An account whose address a mailed link has confirmed already; answers its id. */
export async function makeConfirmedAccount(
  tx: Transaction,
  account: { email: string; name: string; locale: Locale; passwordHash: string | null },
): Promise<string> {
  const [user] = await tx
    .insert(users)
    .values({ ...account, nameKey: searchKey(account.name), emailConfirmedAt: new Date() })
    .returning({ id: users.id })
  await recordConsent(tx, user!.id, account.locale)
  return user!.id
}
