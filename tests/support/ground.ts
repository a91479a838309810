import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '#db/embedded.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { plantPastEditions } from '#db/seed/past-editions.ts'
import { plantProvinces } from '#db/seed/provinces.ts'
import { connect } from '#db/client.ts'
import { bucketServer } from '#storage/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    template: string
    bucket: string
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
  const bucket = bucketServer({ root: join(folder, 'bucket'), credentials: bucketKeys })
  await new Promise<void>((ready) => bucket.listen(0, '127.0.0.1', ready))
  project.provide('template', database.url)
  project.provide('bucket', `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`)
  return async () => {
    bucket.closeAllConnections()
    bucket.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
