import { getTableName, sql, type Column, type SQL } from 'drizzle-orm'
import { check, text, timestamp } from 'drizzle-orm/pg-core'
import { newId, type idPrefixes } from './ids.ts'
import { literal, quoted } from './quoted.ts'

export const id = (kind: keyof typeof idPrefixes) =>
  text()
    .primaryKey()
    .$defaultFn(() => newId(kind))

export const moment = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 })

export const createdAt = () => moment().notNull().defaultNow()

/** The column holds one word of a list of the rules; a list that changes changes the constraint in a migration. */
export const oneOf = (column: Column, list: readonly string[]) =>
  check(nameFor(column, 'known'), sql`${column} in (${quoted(list)})`)

/** The same for each element of a text array. */
export const eachOf = (column: Column, list: readonly string[]) =>
  check(nameFor(column, 'known'), sql`${column} <@ array[${quoted(list)}]::text[]`)

/** The same for a list kept as jsonb: texts of the list, each at most once as far as there are no more than words. */
export const listOf = (column: Column, list: readonly string[]) =>
  check(
    nameFor(column, 'known'),
    sql`jsonb_typeof(${column}) = 'array' and ${column} <@ ${sql.raw(literal(JSON.stringify(list)))}::jsonb and jsonb_array_length(${column}) <= ${sql.raw(String(list.length))}`,
  )

/** A number that is not below its least: places, versions and counts. */
export const atLeast = (column: Column, least: number) =>
  check(nameFor(column, 'least'), sql`${column} >= ${sql.raw(String(least))}`)

/** An address as it is compared everywhere: in lower case, without blanks. */
export const address = (column: Column) =>
  check(nameFor(column, 'clean'), sql`${column} = lower(${column}) and ${column} !~ '\\s'`)

/** Languages by their two or three letters; null for any. */
export const languageCodes = (column: Column) =>
  check(nameFor(column, 'codes'), sql`array_to_string(${column}, ',', '?') ~ '^[a-z]{2,3}(,[a-z]{2,3})*$'`)

/** Columns that are all told or all left out. */
export const together = (name: string, ...columns: Column[]) =>
  check(name, sql`num_nulls(${list(columns)}) in (0, ${sql.raw(String(columns.length))})`)

const list = (columns: Column[]): SQL =>
  sql.join(
    columns.map((column) => sql`${column}`),
    sql`, `,
  )

/** `score_sheets_state_known`: drizzle names columns only when it writes SQL. */
function nameFor(column: Column, what: string): string {
  const name = column.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return `${getTableName(column.table)}_${name}_${what}`
}
