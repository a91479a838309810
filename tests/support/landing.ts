import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportTables } from '#app/modules/exports/tables.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { migrateDatabase } from '#db/migrate.ts'

/**
 * A site as an earlier release left it: `tests/files/landings/<commit>.json.gz` holds every row of its demo as that
 * release planted it and played it through, and what its exports said of each edition (`<number> <kind>`, Vietnamese).
 * Made by running the release and reading its own database through its own code.
 */
type Landing = {
  migrations: string[]
  tables: Record<string, Record<string, unknown>[]>
  said: Record<string, { columns: string[]; rows: unknown[][] }>
}

/**
 * Brings a site of that release up to today, and holds what it has and says against what it had and said. `ties`: the
 * release had no rule of ties yet, so a ranking has the same works with the same figures, but not the same places.
 */
export function upgradesFrom(commit: string, { ties = true } = {}) {
  const landing = JSON.parse(
    gunzipSync(readFileSync(`tests/files/landings/${commit}.json.gz`)).toString(),
  ) as Landing

  describe(`a site of ${commit}`, () => {
    beforeAll(async () => {
      await becomeSiteOf(landing)
      await migrateDatabase(process.env.DATABASE_URL!)
    })

    it('has every row it had, and no value of a column that is still there has changed', async () => {
      const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
      for (const [table, rows] of Object.entries(landing.tables)) {
        const now = await rowsOf(sql, table)
        const kept = new Set(Object.keys(now[0] ?? {}))
        const was = rows.map((row) => only(row, kept))
        expect(now.map((row) => only(row, new Set(Object.keys(rows[0]!)))).sort(byText), table).toEqual(
          was.sort(byText),
        )
      }
      await sql.end()
    })

    it('has rows for what stood in columns: decisions, versions, files and quotas', async () => {
      const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
      const [row] = await sql`
        select
          (select count(*)::int from entries e where state in ('eligible', 'ineligible', 'returned') and not exists (
            select from screenings s where s.entry_id = e.id and s.decision = e.state)) as undecided,
          (select count(*) > 0 from screenings) as decided,
          (select array_agg(distinct version) from publications) as versions,
          (select count(*)::int from categories c where jsonb_array_length(requirements) <> (
            select count(*) from category_files f where f.category_id = c.id)) as files,
          (select count(*)::int from categories c where (select sum(value::int) from jsonb_each_text(quota)) <> (
            select sum(places) from prize_quotas q where q.category_id = c.id)) as quotas`
      await sql.end()
      expect(row).toEqual({ undecided: 0, decided: true, versions: [1], files: 0, quotas: 0 })
    })

    it('has an unbroken chain of scores', async () => {
      expect(await verifyScores()).toMatchObject({ ok: true, broken: null, astray: [] })
    })

    it.each(Object.keys(landing.said))('says of edition %s what it said', async (what) => {
      const [number, kind] = what.split(' ') as [string, keyof typeof exportTables]
      const edition = landing.tables.editions!.find((row) => row.number === Number(number))!
      const now = await exportTables[kind]({
        editionId: edition.id as string,
        edition: Number(number),
        locale: 'vi',
        parameters: {},
        barred: new Set(),
      })
      const was = landing.said[what]!
      const headers = now.columns.map(({ header }) => header)
      const placed = ties || kind !== 'ranking'
      const shared = was.columns.filter((header) => headers.includes(header) && (placed || header !== 'Hạng'))
      const cells = (columns: string[], rows: unknown[][]) =>
        rows.map((row) => shared.map((header) => plain(row[columns.indexOf(header)])).join(' | '))
      expect(shared.length).toBeGreaterThan(was.columns.length / 2)
      const [says, said] = [cells(headers, now.rows), cells(was.columns, was.rows)]
      expect(placed ? says : says.sort()).toEqual(placed ? said : said.sort())
    })
  })
}

/** This file's own database, emptied and filled with what the release had. */
async function becomeSiteOf({ migrations, tables }: Landing) {
  const sql = postgres(process.env.DATABASE_URL!, { max: 1, onnotice: () => {} })
  await sql`drop schema if exists public, drizzle, graphile_worker cascade`
  await sql`create schema public`
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-landing-'))
  await migrateDatabase(process.env.DATABASE_URL!, onlyThese(folder, migrations))
  rmSync(folder, { recursive: true })
  await sql`set session_replication_role = replica`
  for (const [table, rows] of Object.entries(tables))
    await sql`
      insert into ${sql(table)}
      select * from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`
  await sql`select setval('score_events_id_seq', (select max(id) from score_events))`
  await sql.end()
}

function onlyThese(folder: string, migrations: string[]): string {
  const journal = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8')) as {
    entries: { tag: string }[]
  }
  mkdirSync(join(folder, 'meta'))
  journal.entries = journal.entries.filter(({ tag }) => migrations.includes(`${tag}.sql`))
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal))
  for (const file of migrations) copyFileSync(join('db/migrations', file), join(folder, file))
  return folder
}

async function rowsOf(sql: postgres.Sql, table: string): Promise<Record<string, unknown>[]> {
  const [row] = await sql<{ rows: Record<string, unknown>[] }[]>`
    select coalesce(json_agg(t), '[]') as rows from ${sql(table)} t`
  return row!.rows
}

const only = (row: Record<string, unknown>, columns: Set<string>) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column)))

const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

const plain = (cell: unknown) => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''))
