import { useSearchParams } from '@remix-run/react'

type Value = string | number | Date | null
/** A property that can be sorted by. */
type Sortable<Row> = { [Name in keyof Row]: Row[Name] extends Value ? Name : never }[keyof Row] & string

/**
 * Rows in the order the address asks for: `?sort=column`, `-column` the other way round. A column is a property of the
 * rows, or `made` from them. Text sorts as Vietnamese does, what is empty stands last either way, and equal rows keep
 * their order. Without an order they stay as they came.
 */
export function useSorted<Row extends object>(
  rows: Row[],
  columns: readonly Sortable<Row>[],
  { param = 'sort', made = {} }: { param?: string; made?: Record<string, (row: Row) => Value> } = {},
): Row[] {
  const [search] = useSearchParams()
  const asked = search.get(param) ?? ''
  const column = asked.replace(/^-/, '')
  const known = columns.find((name) => name === column)
  const value = known ? (row: Row) => row[known] as Value : Object.hasOwn(made, column) && made[column]
  if (!value) return rows
  const turn = asked.startsWith('-') ? -1 : 1
  return [...rows].sort((one, other) => compare(value(one), value(other), turn))
}

const vietnamese = new Intl.Collator('vi', { numeric: true })

function compare(one: Value, other: Value, turn: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'string') return vietnamese.compare(one, other as string) * turn
  return (Number(one) - Number(other)) * turn
}
