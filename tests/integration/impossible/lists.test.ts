import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import * as schema from '#db/schema/index.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const tables = (Object.values(schema) as unknown[]).filter((one) => one instanceof PgTable)
type Listed = { table: string; column: string; words: readonly string[] }
/** Columns for which the schema names a list of the rules; of arrays the list of their elements. */
const listed: Listed[] = tables.flatMap((table) => {
  const { name, columns } = getTableConfig(table)
  return columns.flatMap((column) => {
    const element = (column as PgColumn & { baseColumn?: PgColumn }).baseColumn ?? column
    return element.enumValues ? [{ table: name, column: snake(column.name), words: element.enumValues }] : []
  })
})

/** The words of each constraint that ends in `_known`, as the database has them. */
async function checked(): Promise<Map<string, string[]>> {
  const rows = await database().execute<{ name: string; text: string }>(sql`
    select conname as name, pg_get_constraintdef(oid) as text from pg_constraint
    where contype = 'c' and conname like '%\\_known' and connamespace = 'public'::regnamespace`)
  return new Map(
    rows.map(({ name, text }) => [name, [...text.matchAll(/'([^']*)'::text/g)].map((found) => found[1]!)]),
  )
}

it('holds every listed column against its list', async () => {
  const found = await checked()
  const differing = listed.filter(
    ({ table, column, words }) =>
      found.get(`${table}_${column}_known`)?.toSorted().join() !== words.toSorted().join(),
  )
  expect(listed.length).toBeGreaterThan(30)
  expect(differing).toEqual([])
})

/** Names that say "one of a few words"; `audit_events.kind` keeps kinds that are no longer written. */
const stateLike =
  /^(state|kind|prize|role|standing|bucket|locale|letterhead|stage|purpose|origin|level|medium|decides_by|provinces_see|genre)$/
const otherwise = ['audit_events.kind', 'prior_awards.level']

it('finds no column of a few words without a list', async () => {
  const columns = await database().execute<{ table: string; column: string }>(sql`
    select table_name as "table", column_name as "column"
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and data_type = 'text' and table_type = 'BASE TABLE'`)
  const found = await checked()
  const without = columns
    .filter(({ table, column }) => stateLike.test(column) && !found.has(`${table}_${column}_known`))
    .map(({ table, column }) => `${table}.${column}`)
  expect(without.toSorted()).toEqual(otherwise)
})
