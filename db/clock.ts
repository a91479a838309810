import { sql } from 'drizzle-orm'
import type { Connection } from './client.ts'

/** The database's clock at this very moment (not at the start of the transaction): deadlines are judged by it. */
export async function databaseNow(connection: Connection): Promise<Date> {
  const [row] = await connection.execute<{ now: string }>(sql`select clock_timestamp() as now`)
  return new Date(row!.now)
}
