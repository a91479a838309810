import { lt, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { auditOrigins } from '#db/schema/audit.ts'

/** How long names that were typed, addresses and devices are kept; the event keeps a salted hash of them. */
export const originDays = 90

/** Takes out where events came from; the chain goes on as it was. */
export async function thinOrigins() {
  await database()
    .delete(auditOrigins)
    .where(lt(auditOrigins.createdAt, sql`now() - make_interval(days => ${originDays})`))
}
