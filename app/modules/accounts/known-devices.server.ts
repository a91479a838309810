import { and, eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { knownDevices, users } from '#db/schema/accounts.ts'
import { tokenHash } from './link-tokens.server.ts'

/** Days for which a browser stays known that nobody signs in with. */
export const daysKnown = 400

/** Whether somebody has signed in to the account of this address in this browser before. */
export async function isKnownDevice(email: string, device: string | null | undefined): Promise<boolean> {
  if (!device) return false
  const found = await database()
    .select({ userId: users.id })
    .from(knownDevices)
    .innerJoin(users, eq(users.id, knownDevices.userId))
    .where(and(eq(users.email, email), eq(knownDevices.deviceHash, tokenHash(device))))
  return found.length > 0
}

/** Whoever signed in, or set a password by a mailed link, did it in this browser. */
export async function rememberDevice(
  connection: Connection,
  userId: string,
  device: string | null | undefined,
) {
  if (!device) return
  await connection
    .insert(knownDevices)
    .values({ userId, deviceHash: tokenHash(device) })
    .onConflictDoUpdate({
      target: [knownDevices.userId, knownDevices.deviceHash],
      set: { seenAt: sql`greatest(${knownDevices.seenAt}, now())` },
    })
}

/** Whether somebody who has signed in elsewhere does it here for the first time. */
export async function isNewDevice(connection: Connection, userId: string, device: string | null | undefined) {
  if (!device) return false
  const known = await connection
    .select({ hash: knownDevices.deviceHash })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId))
  return known.length > 0 && !known.some(({ hash }) => hash === tokenHash(device))
}
