import { readFileSync } from 'node:fs'
import type postgres from 'postgres'

/** Files of db/migrations as the runner carries them out: one transaction each, or every statement by itself. */
export async function carryOut(sql: postgres.Sql, files: string[]) {
  for (const file of files) {
    const text = readFileSync(`db/migrations/${file}`, 'utf8')
    const statements = text.split('--> statement-breakpoint')
    if (text.startsWith('-- each statement by itself'))
      for (const statement of statements) await sql.unsafe(statement)
    else
      await sql.begin(async (tx) => {
        for (const statement of statements) await tx.unsafe(statement)
      })
  }
}
