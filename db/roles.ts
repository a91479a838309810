import postgres from 'postgres'
import { literal } from './quoted.ts'

/**
 * The web process connects as a role that owns nothing: it reads and writes the tables, and of the record it reads and adds.
 * The tables belong to a role for migrations, which the web process never holds.
 */

/** What the web's role may do with a table; with any other, everything but empty it. */
const rights: Record<string, string> = {
  audit_events: 'select, insert',
  audit_origins: 'select, insert',
  audit_links: 'select',
  score_events: 'select, insert',
  publications: 'select, insert, update',
}
const every = 'select, insert, update, delete'

/** Both roles, made or given a new password; answers what goes into the environment. The caller is a superuser. */
export async function makeRoles(
  url: string,
  roles: { owner: RoleAsked; web: RoleAsked },
): Promise<{ ownerUrl: string; webUrl: string }> {
  await asSuperuser(url, async (sql) => {
    await makeRole(sql, roles.owner)
    await handTables(sql, roles.owner.name)
    await makeRole(sql, roles.web)
    await openToWeb(sql, roles.web.name)
  })
  return { ownerUrl: urlOf(url, roles.owner), webUrl: urlOf(url, roles.web) }
}

/** The web's role beside the owner that is there; the caller is that owner and may make roles. */
export async function makeWebRole(url: string, web: RoleAsked): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async (tx) => {
      await makeRole(tx, web)
      await openToWeb(tx, web.name)
    })
  } finally {
    await sql.end()
  }
  return urlOf(url, web)
}

/** After a migration: the roles that were let in before may do the same with what is new. */
export async function openAnew(sql: postgres.Sql): Promise<void> {
  const letIn = await sql<{ name: string }[]>`
    select distinct g.rolname as name
    from pg_class c
    cross join lateral aclexplode(c.relacl) a
    join pg_roles g on g.oid = a.grantee
    where c.oid = to_regclass('public.audit_events') and a.privilege_type = 'INSERT' and a.grantee <> c.relowner`
  for (const { name } of letIn) await sql.begin((tx) => openToWeb(tx, name))
}

export type RoleAsked = { name: string; password: string }

/** Names a role may have here: they stand in statements and in addresses. */
export const isRoleName = (name: string) => /^[a-z][a-z0-9_]{0,50}$/.test(name)

export function urlOf(url: string, { name, password }: RoleAsked): string {
  const made = new URL(url)
  made.username = name
  made.password = password
  return made.href
}

async function asSuperuser(url: string, work: (sql: postgres.TransactionSql) => Promise<void>) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql<{ may: boolean }[]>`
      select rolsuper as may from pg_roles where rolname = current_user`
    if (!row?.may) throw new NotSuperuser()
    await sql.begin(async (tx) => {
      await tx`select set_config('lock_timeout', '20s', true)`
      await work(tx)
    })
  } finally {
    await sql.end()
  }
}

/** The connection is none of a superuser, who alone can give tables away. */
export class NotSuperuser extends Error {}

async function makeRole(sql: postgres.TransactionSql, { name, password }: RoleAsked) {
  const [known] = await sql`select 1 from pg_roles where rolname = ${name}`
  await sql.unsafe(
    `${known ? 'alter' : 'create'} role ${name} login nosuperuser password ${literal(password)}`,
  )
}

/** Database, schemas, tables, views, sequences and functions of the portal become those of one role. */
async function handTables(sql: postgres.TransactionSql, owner: string) {
  const statements = await sql<{ statement: string }[]>`
    with ours as (
      select oid, nspname from pg_namespace where nspname in ('public', 'drizzle', 'graphile_worker'))
    select format('alter database %I owner to %I', current_database(), ${owner}::text) as statement
    union all
    select format('alter schema %I owner to %I', nspname, ${owner}::text) from ours
    union all
    select format('alter %s %s owner to %I',
      case c.relkind when 'v' then 'view' when 'S' then 'sequence' when 'c' then 'type' else 'table' end,
      c.oid::regclass, ${owner}::text)
    from pg_class c
    join ours on ours.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'c', 'S')
      and not exists (
        select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i', 'e'))
    union all
    select format('alter routine %s owner to %I', p.oid::regprocedure, ${owner}::text)
    from pg_proc p
    join ours on ours.oid = p.pronamespace
    where not exists (
      select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')`
  for (const { statement } of statements) await sql.unsafe(statement)
}

/** Lets a role read and write, as far as the web process has to; may run twice. */
async function openToWeb(sql: postgres.TransactionSql, name: string) {
  const [database] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`
  await sql.unsafe(`grant connect on database ${database!.name} to ${name}`)
  const tables = await sql<{ schema: string; table: string; rules: boolean }[]>`
    select n.nspname as schema, c.relname as table, c.relrowsecurity as rules
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v')`
  for (const { schema, table, rules } of tables) {
    const ours = schema === 'public' ? rights[table] : undefined
    const place = `${schema}."${table}"`
    await sql.unsafe(`revoke all on ${place} from ${name}; grant ${ours ?? every} on ${place} to ${name}`)
    if (rules) await letThrough(sql, { schema, table, place }, name)
  }
  for (const schema of ['public', 'graphile_worker']) {
    const [there] = await sql`select 1 from pg_namespace where nspname = ${schema}`
    if (!there) continue
    await sql.unsafe(`grant usage on schema ${schema} to ${name}`)
    await sql.unsafe(`grant usage, select on all sequences in schema ${schema} to ${name}`)
  }
}

/** The job queue shuts its tables to everybody but their owner, row by row. */
async function letThrough(
  sql: postgres.TransactionSql,
  { schema, table, place }: { schema: string; table: string; place: string },
  name: string,
) {
  const [known] = await sql`
    select 1 from pg_policies
    where schemaname = ${schema} and tablename = ${table} and policyname = ${`to_${name}`}`
  if (known) return
  await sql.unsafe(`create policy to_${name} on ${place} to ${name} using (true) with check (true)`)
}
