import { AsyncLocalStorage } from 'node:async_hooks'

const running = new AsyncLocalStorage<{ open: boolean }>()

/** Runs the body of a transaction so that whatever it calls can be told that it is inside one. */
export async function insideTransaction<Answer>(body: () => Promise<Answer>): Promise<Answer> {
  const scope = { open: true }
  try {
    return await running.run(scope, body)
  } finally {
    scope.open = false
  }
}

/**
 * Throws inside a transaction: whoever holds one connection and waits for another waits for ever once as many do it as
 * the pool has connections. What a transaction needs is asked on its own connection.
 */
export function requireNoTransaction(): void {
  if (running.getStore()?.open)
    throw new Error(
      'The pool was asked for a second connection inside a transaction; pass the transaction on.',
    )
}
