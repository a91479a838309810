import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { insideTransaction, requireNoTransaction, snapshotNow } from './transaction.ts'
import * as schema from './schema/index.ts'

export type Database = PostgresJsDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
export type Connection = Database | Transaction

/**
 * How long, in milliseconds, a statement may run, wait for a lock, and a transaction stand idle before the server ends
 * it: a page that fails can be asked again, one that waits for ever holds a connection of everybody.
 */
export const timeLimits = {
  statement_timeout: 60_000,
  lock_timeout: 20_000,
  idle_in_transaction_session_timeout: 300_000,
}

/**
 * For how the server plans: the rows of an award stand in memory, where one by an index costs hardly more than the next
 * one of a scan. By the default, made for turning disks, a list of thirty works read every entry and sheet of an edition.
 * Statements are not compiled: where little is known of a table yet, a page of sixty works was a second in the compiler.
 */
const planning = { random_page_cost: 1.1, jit: 'off' }

export function connect(
  url: string,
  options: { max?: number; name?: string; limits?: Partial<typeof timeLimits> } = {},
) {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => {},
    connection: {
      application_name: options.name ?? 'chungkhao',
      TimeZone: 'UTC',
      ...planning,
      ...options.limits,
    },
  })
  const db = drizzle(preparedInTransactions(sql), { schema, casing: 'snake_case' })
  return { sql, db, asOf: (work: Reading) => readAsOf(sql, work), close: () => sql.end({ timeout: 5 }) }
}

type Reading = (at: Date) => Promise<unknown>

/**
 * Reads everything `work` asks at one moment, on one connection: what it counts twice is the same twice. Inside another
 * such reading it is that one's moment. Nothing can be written.
 */
async function readAsOf(sql: postgres.Sql, work: Reading): Promise<unknown> {
  const around = snapshotNow()
  if (around) return work(around.at)
  requireNoTransaction()
  return sql.begin('isolation level repeatable read read only', async (connection) => {
    const [row] = await connection.unsafe<{ now: string }[]>('select clock_timestamp() as now')
    const at = new Date(row!.now)
    return insideTransaction(() => work(at), { connection, at })
  })
}

/**
 * Drizzle has the driver prepare only what was named; anything else is described first, one more round trip, and planned
 * anew each time, which costs more than running it. What is read as of a moment goes to that moment's connection,
 * whoever asks. In a transaction, where statements touch a few rows by key, all are
 * prepared but bulk writes, whose text changes with the number of rows. Reads outside one are named by hand: a list with
 * a limit or many filters is better planned for what it is asked.
 */
function preparedInTransactions(sql: postgres.Sql): postgres.Sql {
  const begin = (...call: unknown[]) => {
    requireNoTransaction()
    const run = call.pop() as (tx: postgres.TransactionSql) => Promise<unknown>
    return (sql.begin as Begin)(...call, (tx: postgres.TransactionSql) =>
      insideTransaction(() => run(prepared(tx))),
    )
  }
  const unsafe: typeof sql.unsafe = (...call) => {
    const snapshot = snapshotNow()
    if (snapshot) return snapshot.connection.unsafe(...call)
    requireNoTransaction()
    return sql.unsafe(...call)
  }
  return replaced(sql, { begin, unsafe })
}

function prepared(tx: postgres.TransactionSql): postgres.TransactionSql {
  const unsafe: typeof tx.unsafe = (query, values, options) =>
    tx.unsafe(query, values, { ...options, prepare: (values?.length ?? 0) <= mostPrepared })
  return replaced(tx, { unsafe })
}

type Begin = (...call: unknown[]) => unknown
const mostPrepared = 40

const replaced = <Client extends object>(client: Client, by: Partial<Record<keyof Client, unknown>>) =>
  new Proxy(client, { get: (target, key) => Reflect.get(key in by ? by : target, key) as unknown })
