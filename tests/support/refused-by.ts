import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'

type Refused = { code?: string; constraint_name?: string; cause?: Refused }

/**
 * The name of the constraint (or rule of a trigger) by which the database refuses what statements would make true, as
 * when they were committed; null where it takes them. Nothing stays either way.
 */
export async function refusedBy(statements: string): Promise<string | null> {
  const undone = new Error('undone')
  try {
    await database().transaction(async (tx) => {
      await tx.execute(sql.raw(statements))
      await tx.execute(sql`set constraints all immediate`)
      throw undone
    })
  } catch (error) {
    if (error === undone) return null
    const { cause } = error as Refused
    if (!cause?.constraint_name) throw error
    return cause.constraint_name
  }
  return null
}
