import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

/**
 * SQL without values, put together once: a long rule that is asked at every save is not written anew each time.
 *
 * @throws Error where it holds a value
 */
export function frozen(text: SQL): SQL {
  const query = new PgDialect({ casing: 'snake_case' }).sqlToQuery(text)
  if (query.params.length > 0) throw new Error('Only SQL without values can be put together once.')
  return sql.raw(query.sql)
}
