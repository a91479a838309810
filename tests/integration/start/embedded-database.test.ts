import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, expect, it, vi } from 'vitest'
import { startEmbeddedDatabase } from '#db/embedded.ts'
import { keepEmbeddedDatabase } from '#app/start/embedded-database.ts'
import { isAlive } from '#tests/support/is-alive.ts'

const folders: string[] = []
const children: ChildProcess[] = []
const fresh = () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-postgres-'))
  folders.push(folder)
  return join(folder, 'postgres')
}
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  vi.restoreAllMocks()
})

const clusterPid = (folder: string) =>
  Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2 })
  try {
    return (await sql`select 1`).length === 1
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** A process that holds a Postgres and does nothing else. */
async function holder(folder: string): Promise<ChildProcess> {
  const child = fork('tests/support/hold-postgres.ts', [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  await once(child, 'message')
  return child
}

it('ends when the process that started it is killed, and its data serve the next', async () => {
  const folder = fresh()
  const child = await holder(folder)
  const pid = clusterPid(folder)
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  const next = await startEmbeddedDatabase(folder, { durable: false })
  expect(await answers(next.url)).toBe(true)
  await next.stop()
})

it('is not taken from a portal or a command that lives', async () => {
  const folder = fresh()
  const child = await holder(folder)
  await expect(startEmbeddedDatabase(folder)).rejects.toThrow(
    `đang được một cổng hoặc lệnh khác dùng (tiến trình ${child.pid})`,
  )
  expect(isAlive(clusterPid(folder))).toBe(true)
})

it('is started again at the same address where it is killed, and stays stopped where it is stopped', async () => {
  const folder = fresh()
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const lost: string[] = []
  const kept = await keepEmbeddedDatabase(folder, (sentence) => lost.push(sentence))
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const pid = clusterPid(folder)
    process.kill(pid, signal)
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => answers(kept.url), { timeout: 20_000 }).toBe(true)
  }
  await expect.poll(() => told.mock.calls.at(-1)).toEqual(['Postgres is back.'])
  const last = clusterPid(folder)
  await kept.stop()
  expect([isAlive(last), await answers(kept.url), lost]).toEqual([false, false, []])
})
