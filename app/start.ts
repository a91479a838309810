import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { EmbeddedDatabaseError } from '#db/embedded.ts'
import { errorForLog } from './error-for-log.ts'
import { EnvironmentError, parseEnvironment, startSchema, type StartEnvironment } from './env.server.ts'
import { log } from './log.server.ts'
import { bareHost, firstFreePort, httpOrigin, isLoopback, requireFreePort } from './start/addresses.ts'
import { keepChildren } from './start/children.ts'
import { keepEmbeddedDatabase } from './start/embedded-database.ts'
import { buildPages } from './start/pages.ts'
import { bucketRefused, databaseRefused, messageOf, StartRefused } from './start/refused.ts'
import { writableFolder } from './start/writable-folder.ts'

/**
 * `npm start` and `npm run dev`: the embedded parts where none are configured, tables, demo, web and worker. With
 * `--no-build` the pages are taken as they were built; `--demo` plants the demo, or lets it stand, beyond this machine.
 */
const began = performance.now()
const project = dirname(dirname(fileURLToPath(import.meta.url)))
const children = keepChildren(project)
let embedded: { stop: () => Promise<void> } | undefined
let stopping = false

/** Longer than any answer takes that still comes: a database or a bucket that keeps a line open and says nothing. */
const mute = 30_000

/** The web's role in the embedded database; its password is new at each start. */
const webRole = { name: 'chungkhao_web', password: randomBytes(24).toString('base64url') }

type Settings = Record<string, string | undefined>

try {
  await start(readFlags())
} catch (error) {
  const expected =
    error instanceof StartRefused ||
    error instanceof EnvironmentError ||
    error instanceof EmbeddedDatabaseError
  if (!stopping) console.error(expected ? `\n✗ ${error.message}\n` : errorForLog(error))
  await stop(1)
}

async function start(flags: Flags) {
  const env = readEnvironment()
  const dataFolder = writableFolder(resolve(env.DATA_DIR))
  const origin = httpOrigin(env.HOST, env.PORT)
  await requireFreePort(env.HOST, env.PORT)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  const pages = build(flags)
  const settings: Settings = {
    ...process.env,
    NODE_ENV: flags.dev ? 'development' : 'production',
    HOST: env.HOST,
    PORT: String(env.PORT),
    APP_ORIGIN: env.APP_ORIGIN ?? origin,
    DATA_DIR: dataFolder,
    APP_SECRET: env.APP_SECRET ?? appSecret(join(dataFolder, 'app-secret')),
    ...(await databaseSettings(env, dataFolder)),
    ...(await bucketSettings(env, dataFolder)),
  }
  Object.assign(process.env, settings)
  // The owner of the tables is none of the web's business; the worker, which clears what is past, works as the owner.
  const owner = settings.DATABASE_OWNER_URL
  const web = { ...settings, DATABASE_OWNER_URL: '' } as Settings as NodeJS.ProcessEnv
  const worker = { ...web, DATABASE_URL: owner || settings.DATABASE_URL }
  if (!env.S3_ENDPOINT) await children.start({ name: 'bucket', file: 'storage/embedded/main.ts' }, web)
  const demo = await prepare({
    embedded: !env.DATABASE_URL && !env.S3_ENDPOINT,
    embeddedDatabase: !env.DATABASE_URL,
    mayHaveDemo: flags.demo || (isLoopback(env.HOST) && isLoopback(new URL(settings.APP_ORIGIN!).hostname)),
  })
  await pages
  // The worker is not in a hurry: a small nursery keeps it a hundred megabytes smaller.
  await Promise.all([
    children.start({ name: 'web', file: 'app/server.ts' }, web),
    children.start(
      { name: 'worker', file: 'app/jobs/worker.ts', flags: ['--max-semi-space-size=4'] },
      worker,
    ),
  ])
  await announce(settings.APP_ORIGIN!, demo)
}

type Flags = { dev: boolean; demo: boolean; build: boolean }

function readFlags(): Flags {
  const [dev, demo, noBuild] = [
    { type: 'boolean', default: false },
    { type: 'boolean', default: false },
    { type: 'boolean', default: false },
  ] as const
  try {
    const { values } = parseArgs({ options: { dev, demo, 'no-build': noBuild } })
    return { dev: values.dev, demo: values.demo, build: !values['no-build'] }
  } catch (error) {
    throw new StartRefused(`${messageOf(error)}. Chỉ nhận / Known are: --demo, --no-build, --dev.`)
  }
}

function readEnvironment(): StartEnvironment {
  if (existsSync(join(project, '.env'))) process.loadEnvFile(join(project, '.env'))
  const env = parseEnvironment(startSchema, process.env)
  if (env.S3_ENDPOINT && !(env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY))
    throw new EnvironmentError(
      'S3_ENDPOINT cần S3_ACCESS_KEY_ID và S3_SECRET_ACCESS_KEY đi kèm. / S3_ENDPOINT needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it.',
    )
  return { ...env, HOST: bareHost(env.HOST) }
}

/** The pages are built while database and bucket start; in development nothing is. */
function build(flags: Flags): Promise<void> {
  if (flags.dev) return Promise.resolve()
  const { builder, built } = buildPages(project, flags.build, (sentence) => log.warn(sentence))
  if (builder) children.watch(builder, 'builder')
  // Said where it is waited for, which a start that fails before never does.
  built.catch(() => {})
  return built
}

async function databaseSettings(env: StartEnvironment, dataFolder: string): Promise<Settings> {
  if (env.DATABASE_URL)
    return {
      DATABASE_URL: env.DATABASE_URL,
      ...(env.DATABASE_OWNER_URL && { DATABASE_OWNER_URL: env.DATABASE_OWNER_URL }),
    }
  const kept = await keepEmbeddedDatabase(join(dataFolder, 'postgres'), (sentence) => {
    console.error(`\n✗ ${sentence}\n`)
    void stop(1)
  })
  embedded = kept
  const { urlOf } = await import('#db/roles.ts')
  return { DATABASE_URL: urlOf(kept.url, webRole), DATABASE_OWNER_URL: kept.url }
}

async function bucketSettings(env: StartEnvironment, dataFolder: string): Promise<Settings> {
  if (env.S3_ENDPOINT) return {}
  const port = env.BUCKET_PORT ?? (await firstFreePort(env.HOST, env.PORT + 1))
  if (env.BUCKET_PORT) await requireFreePort(env.HOST, port, 'BUCKET_PORT')
  return {
    S3_ENDPOINT: httpOrigin(env.HOST, port),
    S3_REGION: env.S3_REGION,
    ...bucketKeys(join(dataFolder, 'bucket-credentials.json')),
  }
}

/** Made once: what it seals can be opened by nothing else. */
function appSecret(file: string): string {
  try {
    if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).name
    throw new StartRefused(
      `Không đọc được khóa bí mật ở ${file} (${why}); khôi phục tệp đó hoặc đặt APP_SECRET. / The secret of the portal cannot be read; bring the file back, or set APP_SECRET.`,
    )
  }
}

/** Made once: links to files that are signed with them outlive a restart. */
function bucketKeys(file: string): Settings {
  try {
    if (!existsSync(file)) {
      const fresh = {
        S3_ACCESS_KEY_ID: 'chungkhao',
        S3_SECRET_ACCESS_KEY: randomBytes(24).toString('base64url'),
      }
      writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
    }
    return JSON.parse(readFileSync(file, 'utf8')) as Settings
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).name
    throw new StartRefused(
      `Không đọc được khóa của kho tệp ở ${file} (${why}); khôi phục tệp đó, hoặc xóa đi để tạo khóa mới. / The keys of the bucket cannot be read; bring the file back, or remove it to have new keys made.`,
    )
  }
}

/**
 * Tables, then the demo: only where both parts are embedded, the database is empty, and nobody but this machine gets to
 * it (or `--demo` says so): its accounts, an administrator's among them, have a password that anybody can read. Answers
 * whether there is a demo.
 */
async function prepare({
  embedded,
  embeddedDatabase,
  mayHaveDemo,
}: {
  embedded: boolean
  embeddedDatabase: boolean
  mayHaveDemo: boolean
}) {
  const { migrateDatabase } = await import('#db/migrate.ts')
  const { makeWebRole } = await import('#db/roles.ts')
  const { database, storage, closeGround } = await import('./ground.server.ts')
  const { plantProvinces } = await import('#db/seed/provinces.ts')
  const { plantPastEditions } = await import('#db/seed/past-editions.ts')
  const { plantDemo, isEmpty } = await import('#db/seed/demo.ts')
  const owner = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL!
  await migrateDatabase(owner).catch((error: unknown) => {
    throw new StartRefused(databaseRefused(error))
  })
  if (embeddedDatabase) await makeWebRole(owner, webRole)
  await unlessMute(storage().ensureBucket(process.env.APP_ORIGIN!)).catch((error: unknown) => {
    throw new StartRefused(bucketRefused(error))
  })
  await plantProvinces(database())
  await plantPastEditions(database())
  if (embedded && mayHaveDemo && (await isEmpty(database()))) await plantDemo(database(), storage())
  const { hasDemoAccounts } = await import('./modules/accounts/demo-accounts.server.ts')
  const demo = await hasDemoAccounts()
  await closeGround()
  if (demo && !mayHaveDemo)
    throw new StartRefused(
      'Cơ sở dữ liệu có tài khoản dùng thử với mật khẩu ai cũng biết, mà cổng mở ra ngoài máy này. Đặt DATA_DIR (hoặc DATABASE_URL) khác, hoặc vô hiệu hóa các tài khoản ấy bằng npx chungkhao demo remove, hoặc thêm --demo nếu cố ý. / The database holds demo accounts with a known password, and the portal is open beyond this machine. Set another DATA_DIR (or DATABASE_URL), disable them by npx chungkhao demo remove, or add --demo if that is meant.',
    )
  return demo
}

function unlessMute<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const silence = new Promise<never>((_, failed) =>
    setTimeout(() => failed(new Error(`no answer within ${mute / 1000} s`)), mute).unref(),
  )
  return Promise.race([asked, silence])
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

/** Web and worker first, then what they work on. */
async function stop(code: number) {
  if (stopping) return
  stopping = true
  await children.stop('bucket')
  await embedded?.stop()
  process.exit(code)
}
