import type { Transaction } from './client.ts'

const foreignKeyViolation = '23503'

/**
 * Deletes inside a savepoint; null where something still refers to what should go, and nothing is changed then. Whoever
 * deletes need not know who may refer to it: the foreign keys do.
 */
export async function unlessReferred<Answer>(
  tx: Transaction,
  remove: (inner: Transaction) => PromiseLike<Answer>,
): Promise<Answer | null> {
  try {
    return await tx.transaction(async (inner) => await remove(inner))
  } catch (error) {
    const code = ((error as { cause?: { code?: string } }).cause ?? (error as { code?: string })).code
    if (code === foreignKeyViolation) return null
    throw error
  }
}
