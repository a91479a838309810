import { StorageAway } from '#storage/storage.ts'
import type { Wait } from './wait.ts'

/** A bucket that does not answer is told about as something that passes; nothing is kept of what was asked. */
export async function unlessAway<Answer>(ask: () => Promise<Answer>): Promise<Answer | Wait> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof StorageAway) return { wait: 5, for: 'bucket' }
    throw error
  }
}
