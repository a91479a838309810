import { desc, eq, lt } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'

const pageSize = 100

/** Newest first, by key. Names, never addresses or what was typed. */
export async function auditPage(before?: number) {
  const rows = await database()
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      kind: auditEvents.kind,
      subjectId: auditEvents.subjectId,
      actor: users.name,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(before ? lt(auditEvents.id, before) : undefined)
    .orderBy(desc(auditEvents.id))
    .limit(pageSize + 1)
  const events = rows.slice(0, pageSize)
  return { events, next: rows.length > pageSize ? String(events.at(-1)!.id) : null }
}
