import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'

/** What a node of EXPLAIN (FORMAT JSON) says, as far as it is asked here. */
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Plan Rows': number
  'Parent Relationship'?: string
  Plans?: Node[]
}

/** An award at its size: 25,000 works, read four times each. Everything else stays as small as it is. */
const rowsAtSize = {
  entries: 25_000,
  entry_authors: 50_000,
  entry_agencies: 25_000,
  entry_parts: 30_000,
  media: 60_000,
  round_entries: 25_000,
  panel_entries: 25_000,
  assignments: 100_000,
  score_sheets: 100_000,
  scores: 400_000,
  score_events: 500_000,
} as const
export type Large = keyof typeof rowsAtSize

/**
 * How many values a column has, as ANALYZE would say it: below zero, as a share of the rows. By those with a few values to
 * ask is to ask for most rows, by the others for a handful.
 */
const valuesAtSize: Record<Large, Record<string, number>> = {
  entries: { edition_id: 2, category_id: 5, state: 4, place_id: 34, owner_id: -0.2, agency_id: 1200 },
  entry_authors: { entry_id: -0.5, name_key: -0.6, email: -0.6 },
  entry_agencies: { entry_id: -1, agency_id: 1200 },
  entry_parts: { entry_id: -0.8 },
  media: { entry_id: -0.4, state: 3 },
  round_entries: { round_id: 2, entry_id: -1 },
  panel_entries: { round_id: 2, panel_id: 5, entry_id: -1 },
  assignments: { round_id: 2, panel_id: 5, judge_id: 400, entry_id: -0.25 },
  score_sheets: { round_id: 2, state: 2, judge_id: 400, entry_id: -0.25 },
  scores: { sheet_id: -0.25, criterion_id: 20 },
  score_events: { round_id: 2, sheet_id: -0.2 },
}
/** More rows than any page shows at once: a statement that goes through them goes through the award. */
const most = 5000

/**
 * Lets the planner believe that the tables of works and sheets are as large as they get, without a row more. What it takes
 * for a table's size is its pages, which it counts, times the rows a page was last found to hold; one without a page is
 * empty to it.
 */
export async function pretendSize() {
  const [empty] = await database().execute<{ names: string | null }>(sql`
    select string_agg(relname, ', ') as names
    from pg_class
    where relnamespace = 'public'::regnamespace and relname = any(${sql.param(Object.keys(rowsAtSize))}::text[])
      and pg_relation_size(oid) = 0`)
  if (empty!.names) throw new Error(`Plant a row in ${empty!.names} first.`)
  for (const [table, rows] of Object.entries(rowsAtSize)) {
    // Else the server finds out by itself, now and then.
    await database().execute(sql`alter table ${sql.identifier(table)} set (autovacuum_enabled = false)`)
    await database().execute(sql`
      update pg_class set reltuples = ${rows}, relpages = greatest(1, pg_relation_size(oid) / 8192)
      where oid = ${`public.${table}`}::regclass`)
    for (const [column, values] of Object.entries(valuesAtSize[table as Large]))
      await database().execute(sql`
        select pg_restore_attribute_stats('schemaname', 'public', 'relname', ${table}::text,
          'attname', ${column}::text, 'inherited', false, 'null_frac', 0::real, 'avg_width', 20::integer,
          'n_distinct', ${values}::real)`)
  }
}

/** Writes down the text of every statement this process sends from now on; prepared ones from when they are first asked. */
export function statementsSent(): () => string[] {
  const texts = new Set<string>()
  const logger = { logQuery: (text: string) => void texts.add(text) }
  const { session } = database() as unknown as { session: { options: object } }
  Object.assign(session, { logger })
  Object.assign(session.options, { logger })
  return () => {
    const taken = [...texts]
    texts.clear()
    return taken
  }
}

const known = new Map<string, Promise<Large[]>>()

/** The large tables that a statement goes through whole, or by far more rows than a page shows. */
export function goneThrough(text: string): Promise<Large[]> {
  if (!known.has(text)) known.set(text, planned(text))
  return known.get(text)!
}

async function planned(text: string): Promise<Large[]> {
  if (!/^\s*(with|select)\b/i.test(text) || / for (no key )?(update|share)/i.test(text)) return []
  const [row] = await database().execute<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    sql`explain (generic_plan, format json) ${sql.raw(text)}`,
  )
  const found = new Set<Large>()
  walk(row!['QUERY PLAN'][0].Plan, false, found)
  return [...found].sort()
}

/** What takes all its rows before it gives one; behind a limit anything else stops as soon as enough are there. */
const takesAll = /Sort|Aggregate|Hash$|Group|WindowAgg|Materialize|SetOp|Recursive/

function walk(node: Node, isLimited: boolean, found: Set<Large>) {
  const table = node['Relation Name']
  if (table && table in rowsAtSize && !isLimited) {
    const isWhole = node['Node Type'] === 'Seq Scan' || node['Plan Rows'] > most
    if (isWhole) found.add(table as Large)
  }
  const type = node['Node Type']
  const limits = type === 'Limit' ? true : takesAll.test(type) ? false : isLimited
  for (const child of node.Plans ?? [])
    walk(child, child['Parent Relationship'] === 'SubPlan' ? false : limits, found)
}
