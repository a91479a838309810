/**
 * What of an error may be told to whoever reads a log: its name, its code, where it came about, and its words where
 * they cannot hold what somebody typed. A driver puts the values of a statement into its message and into fields
 * beside it, a parser the text it could not read, a mail server the address: those words stay out.
 */
export function errorForLog(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`
  const causes = causesOf(error).map((cause) => `  of ${errorForLog(cause)}`)
  return [messageForLog(error), ...framesOf(error), ...causes].join('\n')
}

/** The same in one line, without its place. */
export function messageForLog(error: Error): string {
  const facts = error as Error & Facts
  const names = namesOf(error).map((name) => `${name} ${String(facts[name])}`)
  return [error.name, ...names, wordsOf(facts)].filter(Boolean).join(': ')
}

/** The last block of places: what stands before it is the message, whose lines may look like places. */
function framesOf({ stack = '', message }: Error): string[] {
  const from = stack.indexOf(message)
  const lines = (from < 0 ? stack : stack.slice(from + message.length)).split('\n')
  const before = lines.findLastIndex((line) => line !== '' && !/^\s+at /.test(line))
  return lines.slice(before + 1).filter(Boolean)
}

type Facts = Partial<Record<(typeof told)[number] | 'query' | 'severity' | 'responseCode', unknown>>

/** Names and numbers of the software itself, in the fields of the database's driver, of Node and of the mail client. */
const told = ['code', 'constraint_name', 'table_name', 'column_name', 'routine', 'syscall'] as const

const namesOf = (error: object) =>
  told.filter((name) => /^[\w.-]{1,80}$/.test(String((error as Facts)[name] ?? '')))

function wordsOf(error: Error & Facts): string {
  // A failed statement: its text has $1 where values go; drizzle writes them into the message after it.
  if (typeof error.query === 'string' && error.severity === undefined) return withoutTyped(error.query)
  if (error.severity !== undefined && !serverFaults.test(String(error.code))) return ''
  if (error instanceof SyntaxError || error.responseCode !== undefined || error.name === 'ZodError') return ''
  return withoutTyped(error.message)
}

/** Classes of SQLSTATE whose words tell of the server or of the statement, never of a value. */
const serverFaults = /^(?:08|25|3D|40|42|53|54|55|57|58|XX)/

/** Addresses, and what stands in double quotes, after `params:` or in the secret part of a link. */
const withoutTyped = (text: string) =>
  text
    .replace(/\bparams: [^]*$/, 'params: *')
    .replace(/[^\s<>"'(),;:=]+@[^\s<>"'(),;:=]+/g, '*@*')
    .replace(/[\w-]{32,}/g, '*')
    .slice(0, 2000)

const causesOf = (error: Error): unknown[] => [
  ...(error.cause === undefined ? [] : [error.cause]),
  ...(error instanceof AggregateError ? (error.errors as unknown[]) : []),
]
