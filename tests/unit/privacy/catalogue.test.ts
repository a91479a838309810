import { is } from 'drizzle-orm'
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import en from '#app/i18n/en/personal.ts'
import vi from '#app/i18n/vi/personal.ts'
import { daysKnown } from '#app/modules/accounts/known-devices.server.ts'
import { impersonal, nameOf, personal, tableOf } from '#app/modules/privacy/catalogue.ts'
import { retention } from '#app/modules/privacy/retention.ts'
import * as schema from '#db/schema/index.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const tables = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [one] : []))

/** Columns in which something may be written: no keys of rows, no words of a list, no days and numbers. */
function texts(table: PgTable): string[] {
  const { name, columns, foreignKeys } = getTableConfig(table)
  const keys = new Set(foreignKeys.flatMap((key) => key.reference().columns.map((column) => column.name)))
  return columns
    .filter((column) => isText(column) && !column.primary && !keys.has(column.name))
    .map((column) => `${name}.${snake(column.name)}`)
    .filter((column) => !column.endsWith('_id'))
}
const isText = ({ dataType, columnType, enumValues }: PgColumn) =>
  ['string', 'json', 'array'].includes(dataType) && !columnType.startsWith('PgDate') && !enumValues?.length

const keys = tables.flatMap((table) => {
  const { name, columns } = getTableConfig(table)
  return columns.filter(({ primary }) => primary).map((column) => `${name}.${snake(column.name)}`)
})
const listed = [...personal.map(({ column }) => column), ...impersonal]

it('lists every column of text once, as about a person or not', () => {
  const there = tables.flatMap(texts)
  expect(there.filter((column) => !listed.includes(column))).toEqual([])
  expect(listed.filter((column) => !there.includes(column) && !keys.includes(column))).toEqual([])
  expect(listed.filter((column, index) => listed.indexOf(column) !== index)).toEqual([])
})

it('says why what is kept is kept', () => {
  expect(personal.filter(({ fate, keeps }) => fate === 'kept' && !keeps)).toEqual([])
  expect(
    personal.filter(
      ({ fate, keeps }) => fate !== 'kept' && keeps && !['shared', 'published'].includes(keeps),
    ),
  ).toEqual([])
})

it('has words for every table, column, fate, reason and length of keeping', () => {
  const { table, column, fate, why, group, retention } = vi.personal
  expect(personal.filter((one) => !(tableOf(one) in table) || !(nameOf(one) in column))).toEqual([])
  expect(personal.filter((one) => !(one.fate in fate) || !(one.group in group))).toEqual([])
  expect(personal.filter((one) => one.keeps && !(one.keeps in why))).toEqual([])
  expect(personal.filter((one) => !(one.kept in retention))).toEqual([])
})

it('tells in both languages the numbers of the table of retention that the jobs go by', () => {
  for (const { personal: words } of [vi, en])
    for (const [line, { days = [], months = [], years = [] }] of Object.entries(retention) as [
      keyof typeof retention,
      Partial<Record<'days' | 'months' | 'years', number>>,
    ][])
      for (const number of [days, months, years].flat())
        expect([line, words.retention[line].how.match(/\d+/g)]).toEqual([
          line,
          expect.arrayContaining([String(number)]),
        ])
  expect(daysKnown).toBe(retention.sessions.days)
})
