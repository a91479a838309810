import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { persons, userNames, users } from '#db/schema/accounts.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { behalfEntries, invitees } from '#db/schema/outreach.ts'
import { publications } from '#db/schema/results.ts'

/** Somebody of whom data are held, with every key and every word by which they are found. */
export type Subject = {
  personIds: string[]
  userIds: string[]
  authorIds: string[]
  inviteeIds: string[]
  /** of works entered on their behalf */
  behalfIds: string[]
  emails: string[]
  /** what others may have written of them: names, addresses, numbers */
  words: string[]
  nameKeys: string[]
  /** works of their own that are nobody else's */
  ownWorks: string[]
  /** works of their own with other authors */
  sharedWorks: string[]
  /** editions in which they or works of theirs are */
  editionIds: string[]
  /** works with their name in a list that was published */
  publishedWorks: string[]
}

/** The person behind an account; an earlier one that turned out to be the same is followed. */
export async function subjectOfUser(connection: Connection, userId: string): Promise<Subject | null> {
  const [user] = await connection.select({ personId: users.personId }).from(users).where(eq(users.id, userId))
  return user ? subjectOf(connection, user.personId) : null
}

export async function subjectOf(connection: Connection, personId: string): Promise<Subject> {
  const personIds = await samePersons(connection, personId)
  const own = await connection
    .select({ id: users.id, name: users.name, email: users.email, phone: users.phone, key: users.nameKey })
    .from(users)
    .where(inArray(users.personId, personIds))
  const userIds = own.map(({ id }) => id)
  const [names, authors, invited, behalf] = await Promise.all([
    connection
      .select()
      .from(userNames)
      .where(inArray(userNames.userId, orNone(userIds))),
    connection.select().from(entryAuthors).where(inArray(entryAuthors.personId, personIds)),
    connection.select().from(invitees).where(inArray(invitees.personId, personIds)),
    connection.select().from(behalfEntries).where(inArray(behalfEntries.personId, personIds)),
  ])
  const emails = some([
    ...own.map(({ email }) => email),
    ...authors.map(({ email }) => email),
    ...invited.map(({ email }) => email),
    ...behalf.map(({ authorEmail }) => authorEmail),
  ])
  const words = some([
    ...emails,
    ...own.flatMap(({ name, phone }) => [name, phone ?? '']),
    ...names.map(({ name }) => name),
    ...authors.flatMap(({ name, penName, phone, address }) => [name, penName, phone, address]),
    ...invited.map(({ name }) => name),
    ...behalf.map(({ authorName }) => authorName),
  ]).filter(tellsSomebodyApart)
  return {
    personIds,
    userIds,
    authorIds: authors.map(({ id }) => id),
    inviteeIds: invited.map(({ id }) => id),
    behalfIds: behalf.map(({ entryId }) => entryId),
    emails,
    words,
    nameKeys: some([...own.map(({ key }) => key), ...names.map(({ nameKey }) => nameKey)]),
    ...(await worksOf(connection, userIds, personIds)),
    publishedWorks: await publishedOf(
      connection,
      authors.map(({ entryId }) => entryId),
    ),
    editionIds: await editionsOf(
      connection,
      userIds,
      [...authors, ...behalf].map(({ entryId }) => entryId),
    ),
  }
}

/** Shorter ones stand in other words too: nothing is struck out by them. */
const tellsSomebodyApart = (word: string) => word.length >= 6

const some = (values: string[]) => [...new Set(values.filter((value) => value !== ''))]
const orNone = (ids: string[]) => (ids.length > 0 ? ids : [''])

/** The one all others were merged into, and those. */
async function samePersons(connection: Connection, personId: string): Promise<string[]> {
  const rows = await connection.execute<{ id: string }>(sql`
    with recursive up as (
      select id, merged_into from ${persons} where id = ${personId}
      union
      select p.id, p.merged_into from ${persons} p join up on p.id = up.merged_into
    ), same as (
      select id from up
      union
      select p.id from ${persons} p join same on p.merged_into = same.id
    )
    select id from same`)
  return rows.map(({ id }) => id)
}

/** Another author, a person or a body, makes a work more than one's own. */
async function worksOf(connection: Connection, userIds: string[], personIds: string[]) {
  const rows = await connection
    .select({
      id: entries.id,
      shared: sql<boolean>`exists (${connection
        .select({ one: sql`1` })
        .from(entryAuthors)
        .where(
          and(
            eq(entryAuthors.entryId, entries.id),
            ne(entryAuthors.name, ''),
            or(isNull(entryAuthors.personId), sql`${entryAuthors.personId} not in ${personIds}`),
          ),
        )})`,
    })
    .from(entries)
    .where(inArray(entries.ownerId, orNone(userIds)))
  return {
    ownWorks: rows.filter(({ shared }) => !shared).map(({ id }) => id),
    sharedWorks: rows.filter(({ shared }) => shared).map(({ id }) => id),
  }
}

async function publishedOf(connection: Connection, entryIds: string[]): Promise<string[]> {
  if (entryIds.length === 0) return []
  const rows = await connection.execute<{ id: string }>(sql`
    select distinct line ->> 'entryId' as id
    from ${publications}, jsonb_array_elements(results) as line
    where line ->> 'entryId' in ${entryIds}`)
  return rows.map(({ id }) => id)
}

async function editionsOf(connection: Connection, userIds: string[], entryIds: string[]): Promise<string[]> {
  const rows = await connection
    .selectDistinct({ id: entries.editionId })
    .from(entries)
    .where(or(inArray(entries.ownerId, orNone(userIds)), inArray(entries.id, orNone(entryIds))))
  return rows.map(({ id }) => id)
}
