#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { messageForLog } from './error-for-log.ts'
import { cleanLine } from './modules/text/clean-text.ts'

/** `npx chungkhao …`: the commands an operator needs, and those that check the award's arithmetic. */
const usage = `chungkhao admin create --email ten@coquan.vn --name "Họ và tên"
    Tạo quản trị viên và in đường dẫn đặt mật khẩu. / Makes an administrator and prints a link to set the password.
chungkhao admin recover --email ten@coquan.vn
    In đường dẫn gỡ bước xác minh thứ hai đã mất. / Prints a link that takes a lost second factor away.
chungkhao mail link --email ten@coquan.vn
    In đường dẫn trong thư mới nhất chưa gửi đi. / Prints the link of the newest letter that was not sent.
chungkhao demo remove
    Vô hiệu hóa các tài khoản dùng thử: mật khẩu, vai trò, phiên đăng nhập. / Disables the demo's accounts.
chungkhao migrate
    Cập nhật bảng của cơ sở dữ liệu. / Brings the tables of the database up to date.
chungkhao database roles [--owner chungkhao_owner] [--web chungkhao_web]
    Tạo hai vai trò của Postgres: một giữ bảng, một cho tiến trình web; in hai biến môi trường. / Makes the two roles of Postgres, one that owns the tables and one for the web process; prints two variables.
chungkhao audit verify
    Kiểm tra chuỗi băm của các phiếu chấm và của nhật ký. / Checks the hash chains of score sheets and of the record.
chungkhao texts damaged
    Liệt kê các nội dung đã lưu có chữ bị hỏng (�). / Lists stored texts with damaged letters.
chungkhao participation --edition 13 [--province 2025:56] [--frame 2025|2004] [--from 2027-01-01] [--to 2027-06-30]
    Số liệu tham gia của các tỉnh, thành phố. / Participation by province.
chungkhao states
    Trạng thái và bước chuyển của hồ sơ, vòng chấm, phiếu, giải. / States and moves of entries, rounds, sheets and prizes.
chungkhao stats scores.csv [--trim 1] [--decimals 2]
    Thống kê của bảng điểm judge,entry,score. / The statistics of scores.
chungkhao assign problem.json
    Phân công chấm, chính xác. / Who reads what, exactly.
chungkhao next-readings scores.csv --top 0.1 --budget 50 [--problem problem.json] [--seed 1]
    Các lượt chấm tiếp theo có ích nhất. / Where the next readings help most.
chungkhao simulate [--entries 150 --judges 15 --readings 3 --top 0.1 --reps 200 --seed 1]
    So các cách xếp hạng trên các vòng chấm giả. / Compares ways of ranking on made-up rounds.
chungkhao media check FILE [--kind video|audio|image|pdf] [--limit-minutes N]
    Kiểm tra một tệp như cổng kiểm tra. / Checks a file as the portal does.
chungkhao media prepare FILE --out DIR [--blind]
    Tạo các bản xem dành cho giám khảo. / Makes the copies that judges get.
Tệp “-” là đầu vào chuẩn; kết quả là một đối tượng JSON. / The file “-” is standard input; one JSON object comes out.`

const options = ['email', 'name', 'trim', 'decimals', 'top', 'budget', 'problem', 'seed'] as const
const countOptions = ['edition', 'province', 'frame', 'from', 'to'] as const
const roleOptions = ['owner', 'web'] as const
const trialOptions = ['entries', 'judges', 'readings', 'reps'] as const
const mediaOptions = ['kind', 'limit-minutes', 'out'] as const

process.exitCode = await main()

async function main(): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          [...options, ...countOptions, ...roleOptions, ...trialOptions, ...mediaOptions].map((name) => [
            name,
            { type: 'string' as const },
          ]),
        ),
        blind: { type: 'boolean' },
      },
    })
    const [command = '', ...rest] = positionals
    const typed = cleaned(values)
    if (command === 'media') return await lookAtFiles(rest, typed)
    return (await calculate(command, rest, typed)) ?? (await operate(positionals.join(' '), typed))
  } catch (error) {
    const wrong =
      error instanceof Error &&
      (error.name === 'WrongCommand' || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
    console.error(`✗ ${wordsOf(error)}`)
    return wrong ? 2 : 1
  }
}

/** What was typed as it may be stored and looked up. */
function cleaned(values: Values): Values {
  const pairs = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && !['problem', 'out'].includes(name) ? cleanLine(value) : value,
  ])
  return Object.fromEntries(pairs) as Values
}

/** A failed statement's own words hold its values. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'query' in error ? messageForLog(error) : error.message
}

type Values = Record<string, string | boolean | undefined>

/** Reads a file, prints one JSON object; needs neither database nor settings. Null where it is no such command. */
async function calculate(command: string, files: string[], values: Values): Promise<number | null> {
  if (command === 'states' && files.length === 0) return printStates()
  if (!['stats', 'assign', 'next-readings', 'simulate'].includes(command)) return null
  const [file] = files
  const wanted = command === 'simulate' ? 0 : 1
  if (files.length !== wanted) return refuse()
  const arithmetic = await import('./commands/arithmetic.ts')
  const answer =
    command === 'stats'
      ? arithmetic.stats(file!, values)
      : command === 'assign'
        ? await arithmetic.assign(file!)
        : command === 'next-readings'
          ? arithmetic.next(file!, values)
          : arithmetic.simulation(values)
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return 0
}

async function printStates(): Promise<number> {
  const { states } = await import('./commands/states.ts')
  process.stdout.write(`${JSON.stringify(states)}\n`)
  return 0
}

/** Reads files of this machine as the worker reads those of the bucket; needs neither database nor settings. */
async function lookAtFiles([command, ...files]: string[], values: Values): Promise<number> {
  const media = await import('./commands/media.ts')
  const [file, more] = files
  const run = command === 'check' ? media.check : command === 'prepare' ? media.prepare : null
  if (!run || file === undefined || more !== undefined) return refuse()
  process.stdout.write(`${JSON.stringify(await run(file, values))}\n`)
  return 0
}

/** Works on the portal's own database, found through the same environment, or the embedded one of the checkout. */
async function operate(command: string, values: Values): Promise<number> {
  const run = operationCalled(command)
  if (!run) return refuse()
  if (existsSync('.env')) process.loadEnvFile('.env')
  const letGo = await findDatabase()
  try {
    return await run(values)
  } finally {
    const { closeGround } = await import('./ground.server.ts')
    await closeGround()
    await letGo()
  }
}

function operationCalled(command: string) {
  if (command === 'admin create') return createAdmin
  if (command === 'admin recover') return recoverAdmin
  if (command === 'migrate') return migrate
  if (command === 'demo remove') return removeDemo
  if (command === 'database roles') return makeDatabaseRoles
  if (command === 'mail link') return printUnsentLink
  if (command === 'participation') return printParticipation
  if (command === 'texts damaged') return listDamagedTexts
  return command === 'audit verify' ? verifyAudit : null
}

/** Where no DATABASE_URL is set: the embedded database, as it runs or, for the while of the command, started. */
async function findDatabase(): Promise<() => Promise<void>> {
  const { commandEnvironment, pointAtDatabase } = await import('./env.server.ts')
  const env = commandEnvironment()
  const folder = join(env.DATA_DIR, 'postgres')
  if (env.DATABASE_URL || !existsSync(folder)) return async () => {}
  const { runningEmbeddedDatabase, startEmbeddedDatabase } = await import('#db/embedded.ts')
  const running = runningEmbeddedDatabase(folder)
  if (running) {
    pointAtDatabase(running)
    return async () => {}
  }
  const started = await startEmbeddedDatabase(folder)
  pointAtDatabase(started.url)
  return started.stop
}

function refuse(): number {
  console.error(usage)
  return 2
}

/** For a portal without a mail server, whose pages hide what a link opens; exit code 1 where there is none. */
async function printUnsentLink({ email }: Values): Promise<number> {
  if (typeof email !== 'string') return refuse()
  const { unsentLink } = await import('./modules/mail/outbox.server.ts')
  const { readEmail } = await import('./modules/text/email.ts')
  const read = readEmail(email)
  const link = 'email' in read ? await unsentLink(read.email) : null
  if (link) process.stdout.write(`${link}\n`)
  return link ? 0 : 1
}

/** Prints what was taken; says so where nobody is left to administer the portal. */
async function removeDemo(): Promise<number> {
  const { removeDemoAccounts } = await import('./modules/accounts/demo-accounts.server.ts')
  const done = await removeDemoAccounts()
  process.stdout.write(`${JSON.stringify(done)}\n`)
  if (done.adminsLeft === 0)
    console.error('Không còn quản trị viên nào. / No administrator is left. → chungkhao admin create')
  return 0
}

/** Run as a superuser; each run gives both roles a new password. */
async function makeDatabaseRoles(values: Values): Promise<number> {
  const { ownerUrl } = await import('./env.server.ts')
  const { databaseRoles } = await import('./commands/database.ts')
  await migrate()
  for (const line of await databaseRoles(ownerUrl(), values)) process.stdout.write(`${line}\n`)
  return 0
}

async function migrate(): Promise<number> {
  const { ownerUrl } = await import('./env.server.ts')
  const { migrateDatabase } = await import('#db/migrate.ts')
  await migrateDatabase(ownerUrl())
  return 0
}

/** Prints what it found; exit code 1 where something was tampered with. */
async function verifyAudit(): Promise<number> {
  const [{ verifyScores }, { verifyAudit }] = [
    await import('./modules/judging/verify-scores.server.ts'),
    await import('./modules/audit/verify-audit.server.ts'),
  ]
  const [scores, audit] = [await verifyScores(), await verifyAudit()]
  const found = { ...scores, ok: scores.ok && audit.ok, audit }
  process.stdout.write(`${JSON.stringify(found)}\n`)
  return found.ok ? 0 : 1
}

/** One JSON object of table, column, row and what stands around; exit code 1 where there is any. */
async function listDamagedTexts(): Promise<number> {
  const [{ database }, { damagedTexts }] = [
    await import('./ground.server.ts'),
    await import('#db/damaged-texts.ts'),
  ]
  const damaged = await damagedTexts(database())
  process.stdout.write(`${JSON.stringify({ damaged })}\n`)
  return damaged.length > 0 ? 1 : 0
}

async function printParticipation(values: Values): Promise<number> {
  const { participation } = await import('./commands/participation.ts')
  process.stdout.write(`${JSON.stringify(await participation(values))}\n`)
  return 0
}

/** Who lost telephone and codes both, and has nobody left to ask; exit code 1 where there is no such account. */
async function recoverAdmin({ email }: Values): Promise<number> {
  if (typeof email !== 'string') return refuse()
  const { recoverAdmin: recover } = await import('./modules/accounts/second-factor.server.ts')
  const link = await recover(email.toLowerCase())
  if (link) process.stdout.write(`${link}\n`)
  return link ? 0 : 1
}

async function createAdmin({ email, name }: Values): Promise<number> {
  if (typeof email !== 'string' || typeof name !== 'string') return refuse()
  const { checkAdmin } = await import('./commands/admin.ts')
  const admin = checkAdmin({ email, name })
  await migrate()
  const { createAdmin: create } = await import('./modules/accounts/create-admin.server.ts')
  console.log(await create(admin.email, admin.name))
  return 0
}
