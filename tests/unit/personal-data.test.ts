import { is } from 'drizzle-orm'
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as schema from '#db/schema/index.ts'

const [personal, impersonal] = readFileSync('docs/personal-data.md', 'utf8').split('## Says nothing') as [
  string,
  string,
]
const listed = [
  ...[...personal.matchAll(/^\| `(\w+\.\w+)`/gm)].map((match) => match[1]!),
  ...[...impersonal.matchAll(/`(\w+\.\w+)`/g)].map((match) => match[1]!),
]

/** Columns in which something may be written: no keys of rows, no words of a list, no days and numbers. */
function texts(table: PgTable): string[] {
  const { name, columns, foreignKeys } = getTableConfig(table)
  const keys = new Set(foreignKeys.flatMap((key) => key.reference().columns.map((column) => column.name)))
  return columns
    .filter((column) => isText(column) && !column.primary && !keys.has(column.name))
    .map((column) => `${name}.${column.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
    .filter((column) => !column.endsWith('_id'))
}
const isText = ({ dataType, columnType, enumValues }: PgColumn) =>
  ['string', 'json', 'array'].includes(dataType) && !columnType.startsWith('PgDate') && !enumValues?.length

it('lists every column of text once, as about a person or not', () => {
  const there = Object.values(schema).flatMap((one) => (is(one, PgTable) ? texts(one) : []))
  expect([...listed].sort()).toEqual(there.sort())
})

it('says of every column about a person what it says and what becomes of it', () => {
  const rows = personal.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows.length).toBeGreaterThan(50)
  for (const row of rows)
    expect(
      row
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean),
    ).toHaveLength(3)
})
