import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import * as accounts from '#db/schema/accounts.ts'
import * as audit from '#db/schema/audit.ts'
import * as entries from '#db/schema/entries.ts'
import * as exports from '#db/schema/exports.ts'
import * as judging from '#db/schema/judging.ts'
import * as mail from '#db/schema/mail.ts'
import * as outreach from '#db/schema/outreach.ts'
import * as privacy from '#db/schema/privacy.ts'
import * as reports from '#db/schema/reports.ts'
import * as results from '#db/schema/results.ts'

/** The tables that the catalogue names, by the name the database has for them. */
const tables = new Map(
  [accounts, audit, entries, exports, judging, mail, outreach, privacy, reports, results]
    .flatMap((schema) => Object.values<unknown>(schema))
    .flatMap((one) => (is(one, PgTable) ? [[getTableConfig(one).name, one] as const] : [])),
)

export function tableNamed(name: string): PgTable {
  const table = tables.get(name)
  if (!table) throw new Error(`no table is called ${name}`)
  return table
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A column of a table by the name the database has for it. */
export function columnNamed(table: PgTable, name: string) {
  const column = getTableConfig(table).columns.find((one) => snake(one.name) === name)
  if (!column) throw new Error(`no column is called ${name}`)
  return column
}

/** The name of the column that is a row's key, where one alone is. */
export const keyOf = (table: PgTable): string | null => {
  const keys = getTableConfig(table).columns.filter(({ primary }) => primary)
  return keys.length === 1 ? snake(keys[0]!.name) : null
}
