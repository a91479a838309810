import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { heldRoles, users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, roundEntries, rounds } from '#db/schema/judging.ts'
import { personRequests } from '#db/schema/privacy.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { nameOf, personal, tableOf, type PersonalColumn } from './catalogue.ts'
import type { ErasureLine, Obstacle } from './erasure.ts'
import { among, rowsKept, rowsOf } from './rows-of.server.ts'
import { isEnded } from './requests.ts'
import { subjectOf, type Subject } from './subject.server.ts'
import { columnNamed, tableNamed } from './tables.server.ts'

/** The dry run of a request to erase, before it is done; null for whoever may not, and where nobody here is meant. */
export async function erasurePreview(actor: Actor, requestId: string) {
  if (!administers(actor)) return null
  const [request] = await database().select().from(personRequests).where(eq(personRequests.id, requestId))
  if (!request?.personId || request.kind !== 'erase' || isEnded(request.state)) return null
  const plan = await planErasure(request.personId, actor.userId)
  return { id: requestId, name: request.name, ...plan }
}

/** What an erasure would take and what would stay, row by row of the catalogue; nothing is changed. */
export async function planErasure(personId: string, by: string) {
  const subject = await subjectOf(database(), personId)
  const lines: ErasureLine[] = []
  for (const one of personal) {
    const line = await lineOf(database(), one, subject)
    if (line.rows > 0) lines.push(line)
  }
  return { lines, obstacles: await obstaclesTo(database(), subject, by) }
}

async function lineOf(connection: Connection, one: PersonalColumn, subject: Subject): Promise<ErasureLine> {
  const table = tableNamed(tableOf(one))
  const column = columnNamed(table, nameOf(one))
  const some = column.dataType === 'string' ? sql`${column} <> ''` : sql`${column} is not null`
  const mine = sql`${rowsOf(one.whose, nameOf(one), subject)} and ${some}`
  const keeps =
    one.fate !== 'kept' && (one.keeps === 'shared' || one.keeps === 'published')
      ? rowsKept(tableOf(one), one.keeps, subject)
      : sql`${one.fate === 'kept'}::boolean`
  const [found] = await connection.execute<{ rows: number; kept: number }>(sql`
    select count(*)::int as rows, (count(*) filter (where ${keeps}))::int as kept
    from ${table}
    where ${mine}`)
  const { column: name, group, fate } = one
  return { column: name, group, fate, ...found!, why: found!.kept > 0 ? whyKept(one, subject) : null }
}

/** A title stays where it was published, and where the work has other authors: the nearer reason is told. */
const whyKept = (one: PersonalColumn, { publishedWorks }: Subject) =>
  one.column === 'entries.title' && publishedWorks.length === 0 ? 'shared' : (one.keeps ?? null)

/** What stands in the way now. `by` is who would do it: nobody erases their own account, somebody else has to look. */
export async function obstaclesTo(connection: Connection, s: Subject, by: string): Promise<Obstacle[]> {
  const [found] = await connection.execute<Record<Obstacle, boolean>>(sql`
    select
      ${s.userIds.includes(by)}::boolean as self,
      exists (select from ${heldRoles} where role = 'admin' and ${among('user_id', s.userIds)})
        and not exists (
          select from ${heldRoles} r
          join ${users} u on u.id = r.user_id and u.disabled_at is null
          where r.role = 'admin' and not ${among('u.id', s.userIds)}) as "lastAdmin",
      exists (
        select from ${assignments} a
        join ${rounds} r on r.id = a.round_id and r.state = 'open'
        where a.ended_at is null and ${among('a.judge_id', s.userIds)}) as judging,
      exists (
        select from ${roundEntries} w
        join ${entries} e on e.id = w.entry_id
        join ${editions} d on d.id = e.edition_id and d.published_at is null
        where ${among('e.id', s.ownWorks)}) as judged`)
  return (Object.keys(found!) as Obstacle[]).filter((one) => found![one])
}
