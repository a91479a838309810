import { and, eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import type { Message } from './hand-over.server.ts'
import { letterMoves, type LetterMove } from './letter-moves.ts'

/** Makes a move of a letter, where it stands so that it may and (if told) where this worker has it in hand. */
export async function moveLetter(
  id: string,
  move: LetterMove,
  values: Partial<{
    workerId: string
    fault: string | null
    tries: number
    minutes: number
    emptied: boolean
  }> = {},
  inHandOf?: string | null,
): Promise<Message | undefined> {
  const { from, to } = letterMoves[move]
  const { minutes = 0, emptied = false, ...columns } = values
  const [moved] = await database()
    .update(mailMessages)
    .set({
      workerId: null,
      ...columns,
      state: to,
      nextAt: sql`now() + make_interval(mins => ${minutes})`,
      ...(move === 'arrived' && { sentAt: sql`now()` }),
      // What went is of the reader alone where it opens something; anything else is kept for a while.
      ...(emptied && { body: '', bodyClearedAt: sql`now()` }),
    })
    .where(
      and(
        eq(mailMessages.id, id),
        inArray(mailMessages.state, [...from]),
        inHandOf === undefined ? undefined : sql`${mailMessages.workerId} is not distinct from ${inHandOf}`,
      ),
    )
    .returning()
  return moved
}
