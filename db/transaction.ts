import { sql } from 'drizzle-orm'
import type { Connection, Database, Transaction } from './client.ts'

/** One action, one transaction: state, audit event and queued job commit together or not at all. */
export function inTransaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(work)
}

/** The database's clock at this very moment (not at the start of the transaction): deadlines are judged by it. */
export async function databaseNow(connection: Connection): Promise<Date> {
  const [row] = await connection.execute<{ now: string }>(sql`select clock_timestamp() as now`)
  return new Date(row!.now)
}
