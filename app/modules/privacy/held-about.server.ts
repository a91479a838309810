import { sql, type SQL } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { database } from '#app/ground.server.ts'
import { media } from '#db/schema/entries.ts'
import { withoutSecrets } from '../mail/secret-links.ts'
import { columnsOf } from './erasure.ts'
import { groups, nameOf, personal, tableOf, type Group, type Whose } from './catalogue.ts'
import { among, rowsOf } from './rows-of.server.ts'
import { subjectOfUser, type Subject } from './subject.server.ts'
import { columnNamed, keyOf, tableNamed } from './tables.server.ts'

export type Held = { group: Group; table: string; rows: Record<string, unknown>[]; more: number }
/** Columns beside the words that tell what a row is: days, states and keys. */
const alwaysTold =
  /_at$|_on$|^at$|^(id|state|kind|role|prize|decision|position|number|locale|since|until|standing|version|text_version|bytes|edition_id|entry_id|stage)$/
/** Of what opens something only that it is there. */
const neverTold = new Set(
  'users password_hash,mail_preferences token,mail_messages stop_link,media object_key,exports object_key,'
    .concat('bulk_entries annotated_key,bulk_entries rows')
    .split(',')
    .map((one) => one.replace(' ', '.')),
)
/** Official documents tell of many: that somebody is named there is told, and where, not what they say of others. */
const manyPeople = new Set(['publications', 'minutes', 'reports', 'bulk_entries'])
const onPage = 50

/** Everything held about whoever has this account, by group, at most `most` rows of a table; null for no account. */
export async function heldAbout(userId: string, most = onPage): Promise<Held[] | null> {
  const subject = await subjectOfUser(database(), userId)
  if (!subject) return null
  const held: Held[] = []
  for (const { table, group, whose } of told()) {
    const one = await rowsHeld(table, whose, subject, most)
    if (one.rows.length > 0) held.push({ group, table, ...one })
  }
  return held.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
}

/** Each table once for each way in which its rows are somebody's, and the roles, in which nothing is written. */
function told(): { table: string; group: Group; whose: Whose }[] {
  const all = [
    ...personal.map((one) => ({ table: tableOf(one), group: one.group, whose: one.whose })),
    { table: 'user_roles', group: 'roles' as const, whose: 'user' as const },
  ].filter(({ whose }) => whose !== 'nobody')
  return all.filter((one, index) => all.findIndex(({ table }) => table === one.table) === index)
}

async function rowsHeld(name: string, whose: Whose, subject: Subject, most: number) {
  const table = tableNamed(name)
  const first = personal.find((one) => tableOf(one) === name)
  const columns = shownColumns(name, table)
  const mine = await database().execute<Record<string, unknown> & { all: number }>(sql`
    select ${sql.join(
      columns.map((column) => sql.identifier(column)),
      sql`, `,
    )}, (count(*) over ())::int as "all"
    from ${table}
    where ${rowsOf(whose, first ? nameOf(first) : '', subject)}
    ${newestFirst(table)}
    limit ${most}`)
  const all = mine[0]?.all ?? 0
  return { rows: mine.map(({ all: _all, ...row }) => unopened(row)), more: all - mine.length }
}

/** A letter's link opens what its mailbox alone should: whoever sits before an open session is told the letter, not that. */
const unopened = (row: Record<string, unknown>) =>
  typeof row.body === 'string' ? { ...row, body: withoutSecrets(row.body) } : row

/** The columns of a table that are told, by the names the database has for them. */
export function shownColumns(name: string, table: PgTable): string[] {
  const written = new Set(manyPeople.has(name) ? [] : columnsOf(name))
  return getTableConfig(table)
    .columns.map((column) => column.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .filter(
      (column) => (written.has(column) || alwaysTold.test(column)) && !neverTold.has(`${name}.${column}`),
    )
    .filter((column) => !column.endsWith('_hash') && !column.endsWith('_key'))
}

function newestFirst(table: PgTable): SQL {
  const key = keyOf(table)
  return key ? sql`order by ${columnNamed(table, key)} desc` : sql``
}

/** The files of one's own works that are there. */
export async function filesHeld(userId: string) {
  const subject = await subjectOfUser(database(), userId)
  const works = subject ? [...subject.ownWorks, ...subject.sharedWorks] : []
  return database()
    .select({
      id: media.id,
      entryId: media.entryId,
      name: media.name,
      bytes: media.bytes,
      objectKey: media.objectKey,
    })
    .from(media)
    .where(sql`${among('entry_id', works)} and ${media.state} = 'complete'`)
    .orderBy(media.entryId, media.startedAt, media.id)
}
