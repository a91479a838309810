import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '#db/embedded.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { plantPastEditions } from '#db/seed/past-editions.ts'
import { plantProvinces } from '#db/seed/provinces.ts'
import { connect } from '#db/client.ts'
import { BucketFiles } from '#storage/embedded/files.ts'
import { bucketServer } from '#storage/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    template: string
    bucket: string
    bucketFolder: string
  }
}

export const bucketKeys = { accessKeyId: 'tests', secretAccessKey: 'tests-secret', region: 'us-east-1' }

/** One Postgres and one bucket for the whole run; each test file copies the prepared database for itself. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-'))
  const database = await startEmbeddedDatabase(join(folder, 'postgres'), { durable: false })
  await migrateDatabase(database.url)
  const { db, close } = connect(database.url, { max: 1 })
  await plantProvinces(db)
  await plantPastEditions(db)
  await close()
  const root = join(folder, 'bucket')
  const bucket = bucketServer({ files: new BucketFiles(root), credentials: bucketKeys })
  await new Promise<void>((ready) => bucket.listen(0, '127.0.0.1', ready))
  project.provide('template', database.url)
  project.provide('bucket', `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`)
  project.provide('bucketFolder', root)
  project.onTestsRerun(() => dropPlanted(database.url.replace(/\/chungkhao$/, '/postgres')))
  return async () => {
    bucket.closeAllConnections()
    bucket.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** While it is watched the code that plants worlds may change: each is planted anew. */
async function dropPlanted(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const kept = await sql<
    { name: string }[]
  >`select datname as name from pg_database where datname like 'planted\\_%'`
  for (const { name } of kept) await sql.unsafe(`drop database ${name}`)
  await sql.end()
}
