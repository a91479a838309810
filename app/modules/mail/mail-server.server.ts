import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailServer } from '#db/schema/mail.ts'
import { serverPause } from './letter-moves.ts'

/** Since when the mail server takes nothing, what it says and when it is tried again; null where it works. */
export async function mailServerDown(): Promise<{ since: Date; fault: string; nextAt: Date } | null> {
  const [row] = await database().select().from(mailServer)
  return row?.downSince ? { since: row.downSince, fault: row.fault!, nextAt: row.nextAt! } : null
}

/** Whether it is left alone for now. */
export async function serverRests(): Promise<boolean> {
  const [row] = await database()
    .select({ rests: sql<boolean>`coalesce(${mailServer.nextAt} > now(), false)` })
    .from(mailServer)
  return row?.rests ?? false
}

/** Several letters that find it so at once are one try. */
export async function noteServerDown(fault: string) {
  await database().transaction(async (tx) => {
    await tx.insert(mailServer).values({}).onConflictDoNothing()
    const [row] = await tx
      .select({ tries: mailServer.tries, rests: sql<boolean>`coalesce(${mailServer.nextAt} > now(), false)` })
      .from(mailServer)
      .for('no key update')
    if (row!.rests) return
    const tries = row!.tries + 1
    await tx.update(mailServer).set({
      downSince: sql`coalesce(${mailServer.downSince}, now())`,
      fault,
      tries,
      nextAt: sql`now() + make_interval(mins => ${serverPause(tries)})`,
    })
  })
}

/** Answers whether it was down until now. */
export async function noteServerUp(): Promise<boolean> {
  const up = await database()
    .update(mailServer)
    .set({ downSince: null, fault: null, tries: 0, nextAt: null })
    .where(sql`${mailServer.downSince} is not null`)
    .returning({ only: mailServer.only })
  return up.length > 0
}
