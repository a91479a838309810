import { fork, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EmbeddedDatabaseError, startEmbeddedDatabase, type EmbeddedDatabase } from '#db/embedded.ts'
import { EnvironmentError, parseEnvironment, startSchema, type StartEnvironment } from './env.server.ts'

/** `npm start` and `npm run dev`: the embedded parts where none are configured, tables, demo, web and worker. */
const began = performance.now()
const project = dirname(dirname(fileURLToPath(import.meta.url)))
const dev = process.argv.includes('--dev')
const demoAsked = process.argv.includes('--demo')
const children = new Set<ChildProcess>()
let stopping = false
let embedded: EmbeddedDatabase | undefined

type Settings = Record<string, string | undefined>

class StartRefused extends Error {}

try {
  await start()
} catch (error) {
  const expected =
    error instanceof StartRefused ||
    error instanceof EnvironmentError ||
    error instanceof EmbeddedDatabaseError
  console.error(expected ? `\n✗ ${error.message}\n` : error)
  await stop(1)
}

async function start() {
  const env = readEnvironment()
  const dataFolder = writableFolder(resolve(env.DATA_DIR))
  await requireFreePort(env.HOST, env.PORT)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  const built = dev ? Promise.resolve() : build()
  built.catch(() => {})
  const settings: Settings = {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    HOST: env.HOST,
    PORT: String(env.PORT),
    APP_ORIGIN: env.APP_ORIGIN ?? `http://${env.HOST}:${env.PORT}`,
    DATA_DIR: dataFolder,
    ...(await databaseSettings(env, dataFolder)),
    ...(await bucketSettings(env, dataFolder)),
  }
  Object.assign(process.env, settings)
  if (!env.S3_ENDPOINT) await run('bucket', 'storage/embedded/main.ts', settings)
  const demo = await prepare({
    embedded: !env.DATABASE_URL && !env.S3_ENDPOINT,
    mayHaveDemo: demoAsked || (isLoopback(env.HOST) && isLoopback(new URL(settings.APP_ORIGIN!).hostname)),
  })
  await built
  await Promise.all([run('web', 'app/server.ts', settings), run('worker', 'app/jobs/worker.ts', settings)])
  await announce(settings.APP_ORIGIN!, demo)
}

function readEnvironment(): StartEnvironment {
  if (existsSync(join(project, '.env'))) process.loadEnvFile(join(project, '.env'))
  const env = parseEnvironment(startSchema, process.env)
  if (env.S3_ENDPOINT && !(env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY))
    throw new EnvironmentError('S3_ENDPOINT needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it.')
  return env
}

function writableFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    const probe = join(folder, '.write-probe')
    writeFileSync(probe, '')
    return folder
  } catch (error) {
    throw new StartRefused(
      `Không ghi được vào thư mục dữ liệu ${folder} (${(error as NodeJS.ErrnoException).code}); cấp quyền ghi hoặc đặt DATA_DIR. / The data folder is not writable; grant write access or set DATA_DIR.`,
    )
  }
}

async function requireFreePort(host: string, port: number) {
  if (await isFree(host, port)) return
  throw new StartRefused(
    `Cổng ${port} đang được chương trình khác dùng; dừng chương trình đó hoặc đặt PORT sang số khác. / Port ${port} is taken; stop what uses it or set PORT.`,
  )
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, host, () => probe.close(() => answer(true)))
  })
}

async function databaseSettings(env: StartEnvironment, dataFolder: string): Promise<Settings> {
  if (env.DATABASE_URL) return { DATABASE_URL: env.DATABASE_URL }
  embedded = await startEmbeddedDatabase(join(dataFolder, 'postgres'))
  const { ended } = embedded
  void ended.then(async (unasked) => {
    if (!unasked || stopping) return
    console.error('Postgres ended unexpectedly; everything stops. Start again to continue.')
    await stop(1)
  })
  return { DATABASE_URL: embedded.url }
}

async function bucketSettings(env: StartEnvironment, dataFolder: string): Promise<Settings> {
  if (env.S3_ENDPOINT) return {}
  const port = env.BUCKET_PORT ?? (await firstFreePort(env.HOST, env.PORT + 1))
  if (env.BUCKET_PORT) await requireFreePort(env.HOST, port)
  const file = join(dataFolder, 'bucket-credentials.json')
  if (!existsSync(file)) {
    const fresh = {
      S3_ACCESS_KEY_ID: 'chungkhao',
      S3_SECRET_ACCESS_KEY: randomBytes(24).toString('base64url'),
    }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
  }
  const keys = JSON.parse(readFileSync(file, 'utf8')) as Settings
  return { S3_ENDPOINT: `http://${env.HOST}:${port}`, S3_REGION: env.S3_REGION, ...keys }
}

async function firstFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < from + 100; port++) if (await isFree(host, port)) return port
  throw new StartRefused(`No free port was found near ${from}; set BUCKET_PORT.`)
}

/** Whether only this machine reaches an address. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host)
}

/**
 * Tables, then the demo: only where both parts are embedded, the database is empty, and nobody but this machine gets to
 * it (or `--demo` says so): its accounts, an administrator's among them, have a password that anybody can read. Answers
 * whether there is a demo.
 */
async function prepare({ embedded, mayHaveDemo }: { embedded: boolean; mayHaveDemo: boolean }) {
  const { migrateDatabase } = await import('#db/migrate.ts')
  const { database, storage, closeGround } = await import('./ground.server.ts')
  const { plantProvinces } = await import('#db/seed/provinces.ts')
  const { plantPastEditions } = await import('#db/seed/past-editions.ts')
  const { plantDemo, hasDemo, isEmpty } = await import('#db/seed/demo.ts')
  await migrateDatabase(process.env.DATABASE_URL!).catch((error: unknown) => {
    throw new StartRefused(`The database of DATABASE_URL does not answer (${messageOf(error)}).`)
  })
  await storage()
    .ensureBucket(process.env.APP_ORIGIN!)
    .catch((error: unknown) => {
      throw new StartRefused(`The bucket of S3_ENDPOINT does not answer (${messageOf(error)}).`)
    })
  await plantProvinces(database())
  await plantPastEditions(database())
  if (embedded && mayHaveDemo && (await isEmpty(database()))) await plantDemo(database(), storage())
  const demo = await hasDemo(database())
  await closeGround()
  if (demo && !mayHaveDemo)
    throw new StartRefused(
      'Cơ sở dữ liệu có tài khoản dùng thử với mật khẩu ai cũng biết, mà cổng mở ra ngoài máy này. Đặt DATA_DIR (hoặc DATABASE_URL) khác, hoặc thêm --demo nếu cố ý. / The database holds demo accounts with a known password, and the portal is open beyond this machine. Set another DATA_DIR (or DATABASE_URL), or add --demo if that is meant.',
    )
  return demo
}

/** No constant: what stands below the start is not there yet when the start fails. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error)
}

/** Builds the pages unless what was built is newer than every source. */
async function build() {
  const stamp = join(project, 'build/server/index.js')
  const sources = globSync(
    ['app/**/*.*', 'db/schema/*.ts', 'storage/*.ts', 'vite.config.ts', 'remix.config.js', 'package.json'],
    {
      cwd: project,
    },
  )
  const newest = Math.max(...sources.map((file) => statSync(join(project, file)).mtimeMs))
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return
  const remix = join(project, 'node_modules/@remix-run/dev/dist/cli.js')
  const builder = spawn(process.execPath, [remix, 'vite:build', '--logLevel', 'error'], {
    cwd: project,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.add(builder)
  const code = await new Promise((done) => builder.once('exit', done))
  children.delete(builder)
  if (code !== 0 && !stopping)
    throw new StartRefused('The pages could not be built; the reason stands above.')
}

/** A child in a group of its own, so that Ctrl-C reaches only this process, which then stops all in order. */
function run(name: string, file: string, env: Settings): Promise<void> {
  return new Promise((ready, failed) => {
    const child = fork(join(project, file), [], {
      cwd: project,
      env: env as NodeJS.ProcessEnv,
      detached: true,
      // The worker is not in a hurry: a small nursery keeps it a hundred megabytes smaller.
      execArgv: ['--enable-source-maps', ...(name === 'worker' ? ['--max-semi-space-size=4'] : [])],
    })
    children.add(child)
    let up = false
    child.on('message', (message) => {
      if (message !== 'ready') return
      up = true
      ready()
    })
    child.once('exit', (code, signal) => {
      children.delete(child)
      if (stopping) return
      if (!up)
        return failed(new StartRefused(`${name} could not start (code ${code}); the reason stands above.`))
      console.error(`${name} ended unexpectedly (${signal ?? code}); it is started again.`)
      setTimeout(() => {
        if (!stopping) run(name, file, env).catch(() => stop(1))
      }, 500)
    })
  })
}

async function announce(origin: string, demo: boolean) {
  const { demoAccounts, demoPassword } = await import('#db/seed/demo-accounts.ts')
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`\nChung Khảo: ${origin}   (${seconds} s)`)
  if (demo) {
    console.log(`\nTài khoản dùng thử / demo accounts, mật khẩu / password: ${demoPassword}`)
    for (const account of demoAccounts) console.log(`  ${account.role.padEnd(12)} ${account.email}`)
  }
  console.log('\nCtrl-C: dừng / stop\n')
}

async function stop(code: number) {
  if (stopping) return
  stopping = true
  const [bucket, others] = [
    [...children].filter((child) => child.spawnargs.some((arg) => arg.endsWith('embedded/main.ts'))),
    [...children].filter((child) => !child.spawnargs.some((arg) => arg.endsWith('embedded/main.ts'))),
  ]
  await Promise.all(others.map(end))
  await Promise.all(bucket.map(end))
  await embedded?.stop()
  process.exit(code)
}

function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 8000)
  return gone.finally(() => clearTimeout(impatience))
}
