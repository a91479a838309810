/** An answer with ids and moments by the names a test gives them, as plain JSON: tables of answers read like sentences. */
export function told(answer: unknown, names: ReadonlyMap<string, string>): unknown {
  if (answer instanceof Date) return told(answer.toISOString(), names)
  if (typeof answer === 'string') return names.get(answer) ?? answer
  if (answer instanceof Map) return told(Object.fromEntries(answer), names)
  if (answer instanceof Set) return [...answer].map((one) => told(one, names))
  if (Array.isArray(answer)) return answer.map((one) => told(one, names))
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [names.get(key) ?? key, told(value, names)]),
  )
}

/** Rows that come in no order worth asking for, in the order of what they say. */
export const inOrderOfText = <Row>(rows: Iterable<Row>): Row[] =>
  [...rows].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
