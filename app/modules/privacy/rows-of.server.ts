import { sql, type SQL } from 'drizzle-orm'
import { auditEvents } from '#db/schema/audit.ts'
import { assignments, scoreSheets } from '#db/schema/judging.ts'
import type { Whose } from './catalogue.ts'
import type { Subject } from './subject.server.ts'

/** In SQL, whether a row of the table at hand is one of a person's: by keys where there are some, else by words. */
export function rowsOf(whose: Whose, column: string, s: Subject): SQL {
  const named = sql.identifier(column)
  const by: Record<Whose, () => SQL> = {
    account: () => among('id', s.userIds),
    user: () => among('user_id', s.userIds),
    author: () => among('id', s.authorIds),
    work: () => among('id', [...s.ownWorks, ...s.sharedWorks]),
    ofWork: () => among('entry_id', [...s.ownWorks, ...s.sharedWorks]),
    invitee: () => among('id', s.inviteeIds),
    behalf: () => among('entry_id', s.behalfIds),
    invited: () => among('email', s.emails),
    recipient: () => among(column === 'recipient' ? 'recipient' : 'email', s.emails),
    // A letter to somebody else that is still on its way goes first.
    mail: () => sql`(${among('recipient', s.emails)}
      or state not in ('queued', 'sending', 'waiting')
        and (${saying(sql`body`, s.words)} or ${saying(sql`subject`, s.words)}))`,
    judge: () => among('judge_id', s.userIds),
    // By their sheets, which a key finds: what was written of a sheet is its judge's, and there is no key for the judge.
    ofSheet: () => sql`sheet_id in (
      select s.id from ${scoreSheets} s where ${among('s.judge_id', s.userIds)})`,
    asked: () => sql`(${among('asked_by', s.userIds)} or assignment_id in (
      select a.id from ${assignments} a where ${among('a.judge_id', s.userIds)}))`,
    entered: () => saying(sql`rows::text`, s.words.map(inJson)),
    taken: () => sql`(${among('requested_by', s.userIds)} or ${among('edition_id', s.editionIds)})`,
    wrote: () => among('created_by', s.userIds),
    request: () => sql`(${among('person_id', s.personIds)} or ${among('email', s.emails)})`,
    told: () => among('email', s.emails),
    named: () =>
      column === 'author_key'
        ? among('author_key', s.nameKeys)
        : saying(sql`${named}::text`, [...s.personIds, ...s.words.map(inJson)]),
    acted: () => sql`(${among('actor_id', s.userIds)} or ${among('subject_id', s.userIds)})`,
    origin: () => sql`event_id in (
      select e.id from ${auditEvents} e where ${among('e.actor_id', s.userIds)} or ${among('e.subject_id', s.userIds)})`,
    nobody: () => sql`false`,
  }
  return by[whose]()
}

/** Rows that keep what an erasure takes elsewhere: works with others in them, names and titles of a list that was published. */
export function rowsKept(table: string, keeps: 'shared' | 'published', s: Subject): SQL {
  if (table === 'entries')
    return among('id', keeps === 'shared' ? s.sharedWorks : [...s.sharedWorks, ...s.publishedWorks])
  return among('entry_id', keeps === 'shared' ? s.sharedWorks : s.publishedWorks)
}

/** A column, with its table where one stands before a point, is one of these. */
export const among = (column: string, values: readonly string[]): SQL =>
  values.length === 0
    ? sql`false`
    : sql`${sql.join(
        column.split('.').map((part) => sql.identifier(part)),
        sql`.`,
      )} in ${values}`

/** A word as it stands in a text of JSON. */
export const inJson = (word: string) => JSON.stringify(word).slice(1, -1)

/** Whether a text holds one of the words. */
export const saying = (text: SQL, words: readonly string[]): SQL =>
  words.length === 0
    ? sql`false`
    : sql`(${sql.join(
        words.map((word) => sql`position(${word} in ${text}) > 0`),
        sql` or `,
      )})`
