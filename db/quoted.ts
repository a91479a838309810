import { sql } from 'drizzle-orm'

/** The words of a list of the rules as SQL has them in `in (…)` and `array[…]`. */
export const quoted = (words: readonly string[]) => sql.raw(words.map(literal).join(', '))

/** One text as SQL has it. */
export const literal = (word: string) => `'${word.replaceAll("'", "''")}'`
