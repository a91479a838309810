import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'

/** A database without a table on the server of this run, and a connection to it. */
export async function emptyDatabase() {
  const server = inject('template').replace(/\/chungkhao$/, '')
  const url = `${server}/empty_${randomBytes(6).toString('hex')}`
  const root = postgres(`${server}/postgres`, { max: 1, onnotice: () => {} })
  await root.unsafe(`create database ${url.split('/').at(-1)}`)
  await root.end()
  return { url, sql: postgres(url, { max: 4, onnotice: () => {} }) }
}
