import { sql } from 'drizzle-orm'
import type { Connection } from './client.ts'

/** The database's clock at this very moment (not at the start of the transaction): deadlines are judged by it. */
export async function databaseNow(connection: Connection): Promise<Date> {
  const [row] = await connection.execute<{ now: string }>(sql`select clock_timestamp() as now`)
  return new Date(row!.now)
}

/** How far the database's clock is from this process's own, which never steps, and how long it took to find out. */
type Measured = { offset: number; took: number; at: number }
let measured: Promise<Measured> | undefined
let latest: Measured | undefined
const freshFor = 60_000

/** When something arrives: taken before it waits for anything, and made a moment of the database's clock by `arrivedAt`. */
export const arrivalStamp = (): number => performance.now()

/** The moment on the database's clock at which a stamp was taken, however long ago and whatever was waited for since. */
export async function arrivedAt(stamp: number, connection: Connection): Promise<Date> {
  if (!latest || performance.now() - latest.at > freshFor) {
    measured ??= measure(connection).finally(() => (measured = undefined))
    const found = await measured
    // A slow answer tells the offset less well than an earlier quick one.
    if (!latest || found.took <= latest.took * 2 || found.at - latest.at > 10 * freshFor) latest = found
  }
  return new Date(stamp + latest.offset)
}

/** In doubt it is the earlier moment: nobody who pressed in time is late by what it took to ask. */
async function measure(connection: Connection): Promise<Measured> {
  let best: Measured | undefined
  for (let tries = 0; tries < 3; tries++) {
    const before = performance.now()
    const now = await databaseNow(connection)
    const at = performance.now()
    const took = at - before
    if (!best || took < best.took) best = { offset: now.getTime() - at, took, at }
  }
  return best!
}
