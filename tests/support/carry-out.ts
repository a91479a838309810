import { readFileSync, readdirSync } from 'node:fs'
import type postgres from 'postgres'

export const migrationFiles = readdirSync('db/migrations')
  .filter((file) => file.endsWith('.sql'))
  .sort()

/** Files of migrations as db/migrate.ts carries them out: each in one transaction, or statement by statement. */
export async function carryOut(sql: postgres.Sql, files: string[]) {
  for (const file of files) {
    const text = readFileSync(`db/migrations/${file}`, 'utf8')
    const statements = text.split('--> statement-breakpoint')
    if (text.startsWith('-- each statement by itself')) {
      for (const statement of statements) await sql.unsafe(statement)
    } else {
      await sql.begin(async (tx) => {
        for (const statement of statements) await tx.unsafe(statement)
      })
    }
  }
}
