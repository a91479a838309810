import { useSearchParams } from '@remix-run/react'

type Value = string | number | Date | null

/**
 * Rows in the order the address asks for: `?sort=column`, `-column` the other way round. Text sorts as Vietnamese does,
 * what is empty stands last either way, and equal rows keep their order. Without an order they stay as they came.
 */
export function useSorted<Row>(
  rows: Row[],
  columns: Record<string, (row: Row) => Value>,
  param = 'sort',
): Row[] {
  const [search] = useSearchParams()
  const asked = search.get(param) ?? ''
  const value = columns[asked.replace(/^-/, '')]
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
