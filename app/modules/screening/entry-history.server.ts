import { and, asc, eq, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'

export function historyOf(entryId: string) {
  return database()
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      kind: auditEvents.kind,
      actor: users.name,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(and(eq(auditEvents.subjectId, entryId), ne(auditEvents.kind, 'entry.created')))
    .orderBy(asc(auditEvents.id))
    .limit(200)
}
