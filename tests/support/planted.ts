import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { inject } from 'vitest'
import { databaseUrl, environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Every test file plants for itself: which of them comes by where is being recorded, or a fault may be in the planting. */
    ownWorlds: boolean
  }
}

/** The moments of a world lie about the time of its planting: an older one is planted anew. */
const keptFor = '10 minutes'

/**
 * The world of that name, for this file alone: the first file of a run that asks plants it and leaves a template of its
 * database and bucket, the others copy that. What the file's database held before is gone.
 */
export async function planted<World>(
  name: string,
  plant: () => Promise<World>,
  longest = keptFor,
): Promise<World> {
  const template = `planted_${name}`
  const own = new URL(databaseUrl()).pathname.slice(1)
  const admin = connectBeside()
  try {
    // Whoever asks meanwhile waits for the one who plants.
    await admin`select pg_advisory_lock(hashtext(${template}))`
    if (await isFresh(admin, template, own, longest)) {
      await replaceDatabase(admin, own, template)
      copyBucket(bucketOf(template), environment().S3_BUCKET)
    } else {
      await replaceDatabase(admin, own, 'chungkhao')
      await keepValue(await plant())
      await keepTemplate(admin, template, own)
    }
    return await keptValue<World>()
  } finally {
    await admin.end()
  }
}

function connectBeside() {
  const url = Object.assign(new URL(databaseUrl()), { pathname: '/postgres' })
  return postgres(url.href, { max: 1, onnotice: () => {} })
}

/** The comment on a template says when it was planted, and for which file if for one only. */
async function isFresh(
  admin: postgres.Sql,
  template: string,
  own: string,
  longest: string,
): Promise<boolean> {
  const [row] = await admin<{ fresh: boolean }[]>`
    select (note->>'at')::timestamptz > now() - ${longest}::interval and note->>'for' in ('all', ${own}) as fresh
    from (select shobj_description(oid, 'pg_database')::jsonb as note from pg_database where datname = ${template})`
  return row?.fresh ?? false
}

async function keepTemplate(admin: postgres.Sql, template: string, own: string) {
  const note = { at: new Date().toISOString(), for: inject('ownWorlds') ? own : 'all' }
  await admin.unsafe(`drop database if exists ${template}`)
  await endConnections(admin, own)
  await copyDatabase(admin, own, template)
  await admin.unsafe(`comment on database ${template} is '${JSON.stringify(note)}'`)
  copyBucket(environment().S3_BUCKET, bucketOf(template))
}

async function replaceDatabase(admin: postgres.Sql, own: string, by: string) {
  await admin.unsafe(`drop database ${own} with (force)`)
  await copyDatabase(admin, by, own)
}

/** One copy at a time, as where every file gets its first one. */
async function copyDatabase(admin: postgres.Sql, from: string, to: string) {
  await admin`select pg_advisory_lock(7)`
  await admin.unsafe(`create database ${to} template ${from}`)
  await admin`select pg_advisory_unlock(7)`
}

/** What is connected to a database stands in the way of its copying; the pool of this process connects anew. */
async function endConnections(admin: postgres.Sql, own: string) {
  await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${own}`
}

const bucketOf = (template: string) => template.replace('_', '-')

function copyBucket(from: string, to: string) {
  const folder = inject('bucketFolder')
  if (existsSync(join(folder, from))) cpSync(join(folder, from), join(folder, to), { recursive: true })
}

/** The world as its planting answered it goes with the rows it is about. */
async function keepValue(world: unknown) {
  const value = serialize(world).toString('base64')
  await database().execute(sql`create schema planted`)
  await database().execute(sql`create table planted.world as select ${value}::text as value`)
}

async function keptValue<World>(): Promise<World> {
  const [row] = await database().execute<{ value: string }>(sql`select value from planted.world`)
  return deserialize(Buffer.from(row!.value, 'base64')) as World
}
