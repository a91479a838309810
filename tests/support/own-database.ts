import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'

const name = `test_${randomBytes(6).toString('hex')}`
const template = inject('template')
const url = template.replace(/\/chungkhao$/, `/${name}`)

Object.assign(process.env, {
  NODE_ENV: 'test',
  APP_ORIGIN: 'http://portal.test',
  DATABASE_URL: url,
  S3_ENDPOINT: inject('bucket'),
  S3_BUCKET: `bucket-${name.replace('_', '-')}`,
  S3_ACCESS_KEY_ID: 'tests',
  S3_SECRET_ACCESS_KEY: 'tests-secret',
  APP_SECRET: 'a secret of the tests that seals nothing of worth',
})

/** A copy of the prepared database for this file alone, and a bucket of its own. */
beforeAll(async () => {
  const sql = postgres(template.replace(/\/chungkhao$/, '/postgres'), { max: 1, onnotice: () => {} })
  await sql`select pg_advisory_lock(7)`
  await sql.unsafe(`create database ${name} template chungkhao`)
  await sql.end()
  const { storage } = await import('#app/ground.server.ts')
  await storage().ensureBucket('http://portal.test')
})

afterAll(async () => {
  const { closeGround } = await import('#app/ground.server.ts')
  await closeGround()
})
