/** For the record: each column that is not what it was, with both values. */
export function changesBetween<Row extends Record<string, unknown>>(before: Row, after: Row) {
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]))
}
