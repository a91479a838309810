import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { startEmbeddedDatabase } from '#db/embedded.ts'
import { bucketKeys, startBucket } from '../support/bucket.ts'
import { isAlive } from '../support/is-alive.ts'
import { freePort, startPortal, type Portal } from '../support/portal.ts'
import { demoPassword } from './support.ts'

type Process = { pid: number; parent: number; args: string }

const processes = (): Process[] =>
  execFileSync('ps', ['-eo', 'pid,ppid,args'])
    .toString()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args! }))

/** What runs under a portal, by the command each process was started with. */
const processOf = (portal: Portal, part: string) =>
  processes().find(({ parent, args }) => parent === portal.child.pid && args.includes(part))!.pid

/** All that a portal started, and the shell that waits for its end beside its Postgres. */
function processesOf(portal: Portal): number[] {
  const all = processes()
  const folder = join(portal.folder, 'postgres/cluster')
  return all
    .filter(({ parent, args }) => parent === portal.child.pid || args.includes(folder))
    .map(({ pid }) => pid)
}

const postgresOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])

async function visitor(origin: string, email: string) {
  const headers = { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ email, password: demoPassword, next: '' }),
    redirect: 'manual',
  })
  const Cookie = answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
  const post = (path: string, fields: Record<string, string>) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { ...headers, Cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const get = (path: string) => fetch(origin + path, { headers: { Cookie }, redirect: 'manual' })
  return { post, get }
}
type Visitor = Awaited<ReturnType<typeof visitor>>

async function healthy(origin: string) {
  await expect
    .poll(
      () =>
        fetch(`${origin}/resources/healthcheck`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 30_000, intervals: [100] },
    )
    .toBe(200)
}

/** A whole draft without its film, and a film of five parts to send. */
async function draftAndFilm(author: Visitor) {
  const list = await (await author.get('/entries')).text()
  const editionId = /name="editionId" value="(edn_\w+)"/.exec(list)![1]!
  const made = await author.post('/entries/new', { editionId })
  const entryId = made.headers.get('Location')!.split('/').at(-1)!
  const page = await (await author.get(`/entries/${entryId}`)).text()
  const category = /<option value="(cat_\w+)">Truyền hình</.exec(page)![1]!
  const part = /name="parts\.(prt_\w+)\.title"/.exec(page)![1]!
  const person = /name="authors\.(aut_\w+)\.name"/.exec(page)![1]!
  const saved = await author.post(`/entries/${entryId}/draft`, {
    version: '1',
    change: '',
    categoryId: category,
    title: 'Bền bỉ',
    genre: 'reportage',
    language: 'vi',
    summary: 'x'.repeat(120),
    ownPlace: 'p:01',
    [`parts.${part}.publishedOn`]: new Date(Date.now() - 5 * 24 * 3600_000).toISOString().slice(0, 10),
    [`parts.${part}.outlet`]: 'Đài Thử',
    [`authors.${person}.name`]: 'Người Bền',
    [`authors.${person}.phone`]: '1',
    [`authors.${person}.email`]: 'a@b.vn',
    [`authors.${person}.address`]: 'HN',
  })
  expect(saved.status).toBe(200)
  const film = Buffer.concat([readFileSync('db/seed/media/television.mp4'), randomBytes(20 * 1024 * 1024)])
  const start = () =>
    author
      .post(`/entries/${entryId}/media`, { name: 'bền.mp4', bytes: String(film.length), fingerprint: 'bền' })
      .then((answer) => answer.json() as Promise<{ mediaId: string; partBytes: number; done: number[] }>)
  const send = async (mediaId: string, number: number, partBytes: number) => {
    const links = (await (
      await author.post(`/entries/media/${mediaId}/parts`, { parts: String(number) })
    ).json()) as Record<string, string>
    return fetch(links[number]!, {
      method: 'PUT',
      body: new Uint8Array(film.subarray((number - 1) * partBytes, number * partBytes)),
    })
  }
  return { entryId, start, send }
}

test('nothing is lost or half done when web, worker or Postgres is killed', async () => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-kill-'))
  chmodSync(folder, 0o755)
  const portal = await startPortal({ folder })
  const author = await visitor(portal.origin, 'tacgia@demo.vn')
  const { entryId, start, send } = await draftAndFilm(author)
  const started = await start()
  expect((await send(started.mediaId, 1, started.partBytes)).status).toBe(200)

  // The web process dies in the middle of an upload and of a submission.
  const dying = author.post(`/entries/${entryId}/submission`, {}).catch(() => null)
  process.kill(processOf(portal, 'app/server.ts'), 'SIGKILL')
  await dying
  await healthy(portal.origin)
  expect((await start()).done).toEqual([1])
  expect((await send(started.mediaId, 2, started.partBytes)).status).toBe(200)

  // Postgres dies: it is started again, and who is signed in goes on where they were.
  const cluster = postgresOf(folder)
  process.kill(cluster, 'SIGKILL')
  await expect.poll(() => isAlive(cluster)).toBe(false)
  await healthy(portal.origin)
  expect(portal.output()).toContain('Postgres ended unexpectedly; it is started again.')
  expect(postgresOf(folder)).not.toBe(cluster)
  const resumed = await draftStart(author, entryId)
  expect(resumed.done).toEqual([1, 2])
  await finish(author, entryId, resumed, portal)

  // The worker dies while an export is made: the next worker takes it up.
  const organizer = await visitor(portal.origin, 'bantochuc@demo.vn')
  for (let asked = 0; asked < 4; asked++) await organizer.post('/organizer/11/exports', { kind: 'sheets' })
  process.kill(processOf(portal, 'app/jobs/worker.ts'), 'SIGKILL')
  await expect
    .poll(
      async () =>
        (
          (await (await organizer.get('/organizer/11/exports')).text()).match(
            /href="\/resources\/exports\/exp_/g,
          ) ?? []
        ).length,
      { timeout: 60_000 },
    )
    .toBe(4)
  await portal.stop()
})

async function draftStart(author: Visitor, entryId: string) {
  const film = 20 * 1024 * 1024 + readFileSync('db/seed/media/television.mp4').length
  const answer = await author.post(`/entries/${entryId}/media`, {
    name: 'bền.mp4',
    bytes: String(film),
    fingerprint: 'bền',
  })
  return (await answer.json()) as { mediaId: string; partBytes: number; done: number[] }
}

/** The other parts, whose bytes nobody checks; then completion and submission, once. */
async function finish(
  author: Visitor,
  entryId: string,
  started: { mediaId: string; partBytes: number },
  portal: Portal,
) {
  const total = 20 * 1024 * 1024 + readFileSync('db/seed/media/television.mp4').length
  const asked = await author.post(`/entries/media/${started.mediaId}/parts`, { parts: '3,4,5' })
  const links = (await asked.json()) as Record<string, string>
  for (const number of [3, 4, 5]) {
    const bytes = Math.min(started.partBytes, total - (number - 1) * started.partBytes)
    const sent = await fetch(links[number]!, { method: 'PUT', body: new Uint8Array(bytes) })
    expect(sent.status).toBe(200)
  }
  expect((await author.post(`/entries/media/${started.mediaId}/completion`, {})).status).toBe(200)
  expect((await author.post(`/entries/${entryId}/submission`, {})).status).toBe(302)
  expect(await (await fetch(`${portal.origin}/resources/healthcheck`)).text()).toBe('ok\nvirus scanner none')
  expect(await (await author.get(`/entries/${entryId}`)).text()).toContain('Tải biên nhận')
}

/** A start that is to fail; one that goes on for a minute is ended, and has no code. */
function startFails(
  env: Record<string, string>,
  ...flags: string[]
): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['app/start.ts', ...flags], {
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      timeout: 60_000,
      killSignal: 'SIGKILL',
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk))
    child.once('exit', (code) => done({ code, output }))
  })
}

test('a taken port, a wrong variable and an unwritable folder stop the start with one sentence', async () => {
  const port = await freePort()
  const holder = createServer().listen(port, '127.0.0.1')
  const taken = await startFails({ PORT: String(port), DATA_DIR: mkdtempSync(join(tmpdir(), 'chungkhao-')) })
  holder.close()
  expect([taken.code, taken.output.trim()]).toEqual([
    1,
    `✗ Cổng ${port} đang được chương trình khác dùng; dừng chương trình đó hoặc đặt PORT sang số khác. / Port ${port} is taken; stop what uses it or set PORT.`,
  ])
  const wrong = await startFails({ PORT: 'abc', SMTP_URL: 'http://khong-phai-smtp' })
  expect(wrong.code).toBe(1)
  expect(wrong.output).toContain('PORT')
  expect(wrong.output).toContain('SMTP_URL')
  expect(wrong.output.trim().split('\n').length).toBe(1)
  const blocked = await startFails({
    PORT: String(await freePort()),
    DATA_DIR: '/etc/hostname/khong-ghi-duoc',
  })
  expect([
    blocked.code,
    blocked.output.includes('/etc/hostname/khong-ghi-duoc'),
    blocked.output.trim().split('\n').length,
  ]).toEqual([1, true, 1])
  const endless = await startFails({ PORT: String(await freePort()), DATA_DIR: '/proc/x' })
  expect([endless.code, endless.output.trim()]).toEqual([
    1,
    '✗ Không ghi được vào thư mục dữ liệu /proc/x (ENOENT); cấp quyền ghi hoặc đặt DATA_DIR. / The data folder is not writable; grant write access or set DATA_DIR.',
  ])
  const unknown = await startFails({}, '--no-bild')
  expect([
    unknown.code,
    unknown.output.includes("'--no-bild'"),
    unknown.output.includes('--no-build'),
  ]).toEqual([1, true, true])
})

test('a database, a bucket or a key that is wrong stops the start with one sentence that names it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-wrong-'))
  chmodSync(folder, 0o755)
  const database = await startEmbeddedDatabase(join(folder, 'postgres'), { durable: false })
  const { stop, endpoint } = await startBucket()
  const closed = `127.0.0.1:${await freePort()}`
  const bucket = {
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: bucketKeys.accessKeyId,
    S3_SECRET_ACCESS_KEY: bucketKeys.secretAccessKey,
  }
  const good = { DATABASE_URL: database.url, ...bucket }
  const started = async (wrong: object) => {
    const env = { ...good, DATA_DIR: folder, PORT: String(await freePort()), ...wrong }
    const { code, output } = await startFails(env, '--no-build')
    return [code, output.trim()]
  }
  const told: unknown[] = []
  for (const wrong of [
    { DATABASE_URL: `postgres://a:b@${closed}/x` },
    { DATABASE_URL: database.url.replace(/:[^:@]+@/, ':sai@') },
    { DATABASE_URL: database.url.replace(/chungkhao$/, 'khong-co') },
    { S3_ENDPOINT: `http://${closed}` },
    { S3_SECRET_ACCESS_KEY: 'sai' },
    { S3_BUCKET: 'Tên Sai' },
  ])
    told.push(await started(wrong))
  await database.stop()
  stop()
  expect(told).toEqual([
    [1, sentence('Cơ sở dữ liệu của DATABASE_URL không trả lời (connect ECONNREFUSED')],
    [1, sentence('Cơ sở dữ liệu không nhận tên hoặc mật khẩu trong DATABASE_URL')],
    [1, sentence('Máy chủ của DATABASE_URL không có cơ sở dữ liệu đó')],
    [1, sentence('Kho tệp của S3_ENDPOINT không trả lời (connect ECONNREFUSED')],
    [1, sentence('Kho tệp của S3_ENDPOINT không nhận S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY')],
    [1, sentence('Kho tệp của S3_ENDPOINT không nhận S3_BUCKET')],
  ])
})

/** One line that begins so. */
const sentence = (begin: string): unknown =>
  expect.stringMatching(new RegExp(`^✗ ${begin.replaceAll(/[().]/g, '\\$&')}[^\n]*$`))

test('starts at an address of version 6, where the bucket takes what a page sends', async ({ browser }) => {
  test.skip(!(await listensAt('::1')), 'this machine has no ::1')
  const portal = await startPortal({ env: { HOST: '::1' } })
  const origin = /http:\/\/\[::1\]:\d+/.exec(portal.output())![0]
  const page = await browser.newPage()
  await page.goto(`${origin}/sign-in`)
  const bucket = (await page.request.get(origin)).headers()['content-security-policy']!
  const port = /connect-src 'self' http:\/\/\*:(\d+)/.exec(bucket)![1]
  // Signed by nobody, so refused by the bucket, which a policy in the way would not let it be asked at all.
  expect(
    await page.evaluate(
      async (url) => (await fetch(url, { mode: 'no-cors' })).type,
      `http://[::1]:${port}/chungkhao`,
    ),
  ).toBe('opaque')
  await page.close()
  await portal.stop()
})

function listensAt(host: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(0, host, () => probe.close(() => answer(true)))
  })
}

test('a supervisor that is killed leaves nothing running, whatever it was doing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-killed-'))
  const portal = await startPortal({ folder })
  const running = processesOf(portal)
  // Bucket, web, worker, Postgres, and the shell beside it.
  expect(running.length).toBeGreaterThanOrEqual(5)
  portal.child.kill('SIGKILL')
  await expect.poll(() => running.filter(isAlive), { timeout: 20_000 }).toEqual([])

  // Killed in the middle of its start as well, at the first process of each kind.
  for (const part of ['postgres/cluster', 'embedded/main.ts', 'app/jobs/worker.ts']) {
    const env = { ...process.env, DATA_DIR: folder, PORT: String(await freePort()) } as NodeJS.ProcessEnv
    const child = spawn(process.execPath, ['app/start.ts'], { env, stdio: 'ignore' })
    const below = () => processesOf({ ...portal, child: child as unknown as Portal['child'] })
    const argsOf = () => processes().filter(({ pid }) => below().includes(pid))
    await expect
      .poll(() => argsOf().some(({ args }) => args.includes(part)), { timeout: 30_000, intervals: [20] })
      .toBe(true)
    const begun = below()
    child.kill('SIGKILL')
    await expect.poll(() => begun.filter(isAlive), { timeout: 20_000 }).toEqual([])
  }

  const again = await startPortal({ folder })
  expect(await (await fetch(`${again.origin}/results/11`)).text()).toContain('Giải Đặc biệt')
  await again.stop()
})

test('starts from a folder of code that nobody may write into, with the pages that were built', async () => {
  const code = mkdtempSync(join(tmpdir(), 'chungkhao-code-'))
  for (const part of ['app', 'db', 'storage', 'public', 'build', 'package.json'])
    cpSync(part, join(code, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(code, 'node_modules'))
  // As a copy of another machine may stand there: code that says it is newer than what was built of it.
  execFileSync('touch', [join(code, 'app/root.tsx')])
  execFileSync('chmod', ['-R', 'a+rX,a-w', code])
  // Root writes into any folder: nobody does not.
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-read-only-'))
  if (account.uid) chownSync(folder, account.uid, account.gid)
  for (const { flags, warned } of [
    { flags: [], warned: true },
    { flags: ['--no-build'], warned: false },
  ]) {
    const portal = await startPortal({ folder, cwd: code, account, flags })
    expect(portal.output().includes('Thư mục mã chỉ đọc: dùng bản đã dựng')).toBe(warned)
    expect(await (await fetch(`${portal.origin}/results/11`)).text()).toContain('Giải Đặc biệt')
    await portal.stop()
  }
  execFileSync('chmod', ['-R', 'u+w', code])
  rmSync(code, { recursive: true })
})

test('starts again on its data, prints how long it took, and leaves nothing running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-again-'))
  mkdirSync(folder, { recursive: true })
  const first = await startPortal({ folder })
  const below = ['app/server.ts', 'app/jobs/worker.ts', 'storage/embedded/main.ts'].map((part) =>
    processOf(first, part),
  )
  const postgres = postgresOf(folder)
  await first.stop()
  expect([...below, postgres].filter(isAlive)).toEqual([])
  const second = await startPortal({ folder, env: { LOG_LEVEL: 'info' } })
  expect(second.output()).toMatch(/Chung Khảo: http:\/\/127\.0\.0\.1:\d+ {3}\(\d+\.\d s\)/)
  expect(await (await fetch(`${second.origin}/results/11`)).text()).toContain('Giải Đặc biệt')
  await expect.poll(second.output).toMatch(/^GET \/results\/11 200 \d+ ms$/m)
  await second.stop()
})

test('a portal open beyond its machine has no demo, and does not start with one unless it is asked to', async () => {
  const abroad = { APP_ORIGIN: 'https://giai.example' }
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-'))
  const open = await startPortal({ folder, env: abroad })
  expect(open.output()).not.toContain(demoPassword)
  const signIn = await fetch(`${open.origin}/sign-in`, {
    method: 'POST',
    headers: {
      Origin: abroad.APP_ORIGIN,
      'X-Forwarded-Host': 'giai.example',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ email: 'quantri@demo.vn', password: demoPassword, next: '' }),
    redirect: 'manual',
  })
  await open.stop()
  expect(signIn.status).toBe(400)

  const home = await startPortal({ folder })
  expect(home.output()).toContain(demoPassword)
  await home.stop()
  const refused = await startFails({ ...abroad, PORT: String(await freePort()), DATA_DIR: folder })
  expect(refused.code).toBe(1)
  expect(refused.output.trim()).toMatch(
    /^✗ Cơ sở dữ liệu có tài khoản dùng thử .+ --demo if that is meant\.$/,
  )

  const meant = await startPortal({ folder, env: abroad, flags: ['--demo'] })
  const page = async () => (await fetch(meant.origin, { headers: { 'Accept-Language': 'vi' } })).text()
  expect(await page()).toContain('mật khẩu ai cũng biết')
  await meant.stop()
  const removal = () =>
    JSON.parse(
      execFileSync('node', ['app/cli.ts', 'demo', 'remove'], {
        env: { ...process.env, DATA_DIR: folder },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as object
  expect(removal()).toEqual({ accounts: 40, roles: 40, sessions: 0, links: 0, adminsLeft: 0 })
  expect(removal()).toEqual({ accounts: 0, roles: 0, sessions: 0, links: 0, adminsLeft: 0 })
  const after = await startPortal({ folder, env: abroad })
  expect(await (await fetch(after.origin)).text()).not.toContain('mật khẩu ai cũng biết')
  await after.stop()
})
