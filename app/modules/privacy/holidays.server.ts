import { asc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { publicHolidays } from '#db/schema/privacy.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { keepsRegister } from './register.server.ts'

export async function holidays(actor: Actor) {
  if (!keepsRegister(actor)) return null
  return database().select().from(publicHolidays).orderBy(asc(publicHolidays.day))
}

/** Adds a day, or gives one another name. Clocks that run keep their ends: they were told to whoever asked. */
export async function addHoliday(
  actor: Actor,
  ask: { day: string; name: string },
): Promise<{ done: true } | null> {
  if (!keepsRegister(actor)) return null
  return database().transaction(async (tx) => {
    await tx
      .insert(publicHolidays)
      .values(ask)
      .onConflictDoUpdate({ target: publicHolidays.day, set: { name: ask.name } })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'personal.holidays',
      subjectId: ask.day,
      details: ask,
    })
    return { done: true as const }
  })
}

export async function removeHoliday(actor: Actor, day: string): Promise<{ done: true } | null> {
  if (!keepsRegister(actor)) return null
  return database().transaction(async (tx) => {
    const gone = await tx.delete(publicHolidays).where(eq(publicHolidays.day, day)).returning()
    if (gone.length > 0)
      await recordEvent(tx, { actorId: actor.userId, kind: 'personal.holidays', subjectId: day })
    return { done: true as const }
  })
}
