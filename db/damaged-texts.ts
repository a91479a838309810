import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'

export type DamagedText = {
  table: string
  column: string
  /** the row by its key, `name=value` where the key has several columns */
  row: string
  /** what stands around the first letter that was lost */
  near: string
}

/** Every stored text in which a letter was lost (U+FFFD), by table, column and row. */
export async function damagedTexts(db: Database): Promise<DamagedText[]> {
  const found: DamagedText[] = []
  for (const { table, columns, key } of await tablesWithText(db)) {
    const place = sql.join(
      key.map((name) => sql`${key.length > 1 ? `${name}=` : ''}::text || ${sql.identifier(name)}::text`),
      sql` || ', ' || `,
    )
    for (const column of columns)
      found.push(
        ...(await db.execute<DamagedText>(sql`
          select
            ${table}::text as table,
            ${column}::text as column,
            ${place} as row,
            substring(${sql.identifier(column)}::text from ${`.{0,20}${lost}+.{0,20}`}) as near
          from ${sql.identifier(table)}
          where strpos(${sql.identifier(column)}::text, ${lost}) > 0
          order by 3`)),
      )
  }
  return found
}

const lost = '\ufffd'

type TextTable = { table: string; columns: string[]; key: string[] }

/** Tables with columns that hold words, and what their rows are known by. */
const tablesWithText = (db: Database) =>
  db.execute<TextTable>(sql`
    select
      c.relname as table,
      json_agg(a.attname order by a.attnum) filter (where ${holdsWords}) as columns,
      json_agg(a.attname order by a.attnum) filter (where a.attnum = any(i.indkey)) as key
    from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace
    group by c.relname
    having bool_or(${holdsWords})
    order by 1`)

const holdsWords = sql`a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)`
