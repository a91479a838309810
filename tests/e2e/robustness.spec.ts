import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort, startPortal, type Portal } from '../support/portal.ts'
import { demoPassword } from './support.ts'

/** What runs under a portal, by the command each process was started with. */
function processOf(portal: Portal, part: string): number {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,args'])
    .toString()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
  const found = rows.find(([, , parent, args]) => Number(parent) === portal.child.pid && args!.includes(part))
  return Number(found![1])
}

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
  let portal = await startPortal({ folder })
  let author = await visitor(portal.origin, 'tacgia@demo.vn')
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

  // Postgres dies: everything stops with a sentence; started again on the same folder, all is there.
  const ended = new Promise((done) => portal.child.once('exit', done))
  const cluster = readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]
  process.kill(Number(cluster), 'SIGKILL')
  await ended
  expect(portal.output()).toContain('Postgres ended unexpectedly')
  portal = await startPortal({ folder })
  const again = await visitor(portal.origin, 'tacgia@demo.vn')
  Object.assign(author, again)
  author = again
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
  expect(await (await fetch(`${portal.origin}/resources/healthcheck`)).text()).toBe('ok')
  expect(await (await author.get(`/entries/${entryId}`)).text()).toContain('Tải biên nhận')
}

function startFails(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['app/start.ts'], {
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
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
})

test('starts again on its data, prints how long it took, and leaves nothing running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-again-'))
  mkdirSync(folder, { recursive: true })
  const first = await startPortal({ folder })
  const below = ['app/server.ts', 'app/jobs/worker.ts', 'storage/embedded/main.ts'].map((part) =>
    processOf(first, part),
  )
  const postgres = Number(
    readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  )
  await first.stop()
  const alive = (pid: number) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  expect([...below, postgres].filter(alive)).toEqual([])
  const second = await startPortal({ folder })
  expect(second.output()).toMatch(/Chung Khảo: http:\/\/127\.0\.0\.1:\d+ {3}\(\d+\.\d s\)/)
  expect(await (await fetch(`${second.origin}/results/11`)).text()).toContain('Giải Đặc biệt')
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
})
