import { AsyncLocalStorage } from 'node:async_hooks'
import type postgres from 'postgres'

/** A moment of the database at which everything is read that is asked meanwhile. */
export type Snapshot = { connection: postgres.TransactionSql; at: Date }

const running = new AsyncLocalStorage<{ open: boolean; snapshot?: Snapshot }>()

const scope = () => {
  const found = running.getStore()
  return found?.open ? found : undefined
}

/** Runs the body of a transaction so that whatever it calls can be told that it is inside one. */
export async function insideTransaction<Answer>(body: () => Promise<Answer>, snapshot?: Snapshot) {
  const own = { open: true, snapshot }
  try {
    return await running.run(own, body)
  } finally {
    own.open = false
  }
}

/** The moment whatever runs now is read at; undefined where everything is read as it is. */
export const snapshotNow = () => scope()?.snapshot

export const isInTransaction = () => scope() !== undefined

/**
 * Throws inside a transaction: whoever holds one connection and waits for another waits for ever once as many do it as
 * the pool has connections. What a transaction needs is asked on its own connection.
 */
export function requireNoTransaction(
  why = 'The pool was asked for a second connection inside a transaction; pass the transaction on.',
): void {
  if (scope()) throw new Error(why)
}
