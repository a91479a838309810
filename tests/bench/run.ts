import autocannon from 'autocannon'
import { fork, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { parseArgs } from 'node:util'
import { connect } from '#db/client.ts'
import { largestPaints } from './paint.ts'
import { measureGrowth } from './growth.ts'
import { cpuMilliseconds, family, residentMegabytes } from './processes.ts'
import type { Scenario, Seeded } from './seed.ts'
import { signIn, startBench } from './start.ts'

/**
 * `npm run bench -- --json [--scenario edition|peer|growth] [--seconds 5]`: the production build on a seeded database,
 * load and servers sharing the machine. CPU is user + system of all server processes, Postgres included. `growth` asks the
 * pages of an award at two sizes.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    scenario: { type: 'string', default: 'peer' },
    seconds: { type: 'string', default: '5' },
  },
})
const seconds = Number(values.seconds)
const say = (text: string) => values.json || console.log(text)

const folder = mkdtempSync(join(tmpdir(), 'chungkhao-bench-'))
chmodSync(folder, 0o755)
spawnSync('node_modules/.bin/remix', ['vite:build', '--logLevel', 'error'], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (values.scenario === 'growth') {
  const pages = await measureGrowth(folder, seconds).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  )
  console.log(
    JSON.stringify(
      { scenario: 'growth', date: new Date().toISOString(), pages },
      null,
      values.json ? undefined : 2,
    ),
  )
  process.exit(0)
}
const scenario = values.scenario as Scenario
const { database, portal, seeded, startSeconds, pids, stop } = await startBench(folder, scenario)

try {
  const sessions = await signInAll(seeded)
  const organizer = await signIn(portal.origin, seeded.organizer)
  const judge = seeded.judges[0]!
  const place = `/judging/${judge.assignmentIds[0]}`
  const floor = await startFloor(seeded)
  const results: Record<string, unknown> = {}
  const works: [
    string,
    string,
    { floor?: string; method?: 'POST'; as?: string[]; connections?: number[] },
  ][] = [
    ['judge queue', '/judging', { floor: '/queue', as: sessions }],
    ['score form', place, { floor: '/form', as: [sessions[0]!] }],
    ['save', '', { method: 'POST', as: sessions }],
    [
      'organizer list, first page',
      `/organizer/${seeded.number}/entries`,
      { floor: '/entries', as: [organizer] },
    ],
    [
      'organizer list with averages, all rows',
      `/organizer/${seeded.number}/results?category=all`,
      { floor: '/list', as: [organizer], connections: [1, 8] },
    ],
    [
      'ranking of a category',
      `/organizer/${seeded.number}/results`,
      { floor: '/list', as: [organizer], connections: [1, 8] },
    ],
    ['public home', '/', { floor: '/home', as: [''] }],
  ]
  for (const [name, path, options] of works) {
    const measured =
      options.method === 'POST'
        ? await measureSaves(seeded, sessions, options.connections)
        : await measure(portal.origin + path, options.as ?? [''], options.connections)
    const plain = options.floor
      ? await measure(floor.origin + options.floor, [''], [8], () => [
          ...family(floor.pid),
          ...family(database.pid),
        ])
      : null
    results[name] = {
      ...measured,
      ...(plain ? { floor: plain['8'], timesFloor: ratio(measured['8']!.cpuMs, plain['8']!.cpuMs) } : {}),
    }
    say(`${name}: ${JSON.stringify(results[name])}`)
  }
  floor.stop()
  const report = {
    scenario,
    date: new Date().toISOString(),
    cores: 2,
    startSeconds: round(startSeconds),
    pages: results,
    bytes: await firstVisits(place, sessions[0]!),
    export: {
      xlsx: await exportSheets(organizer, 'xlsx'),
      csv: await exportSheets(organizer, 'csv'),
      written: await writeSpeed(),
    },
    largestContentfulPaintMs: await largestPaints([
      { name: 'home', url: `${portal.origin}/`, cookie: '' },
      { name: 'judge queue', url: `${portal.origin}/judging`, cookie: sessions[0]! },
      { name: 'score form', url: `${portal.origin}${place}`, cookie: sessions[0]! },
    ]),
    upload: await uploadSpeed(),
    residentMegabytes: residentMegabytes(pids()),
  }
  console.log(JSON.stringify(report, null, values.json ? undefined : 2))
} finally {
  await stop()
  rmSync(folder, { recursive: true, force: true })
}

type Figures = {
  requestsPerSecond: number
  p50: number
  p95: number
  p99: number
  cpuMs: number
  errors: number
}

async function measure(
  url: string,
  cookies: string[],
  connections = [1, 8, 32],
  processes = pids,
): Promise<Record<string, Figures>> {
  const requests = cookies.map((cookie) => ({ method: 'GET' as const, headers: { cookie } }))
  const run = (count: number, duration: number) =>
    new Promise<{ answer: autocannon.Result; latencies: number[] }>((done, failed) => {
      const latencies: number[] = []
      const load = autocannon({ url, connections: count, duration, requests }, (error, answer) =>
        error ? failed(error as Error) : done({ answer, latencies }),
      )
      load.on('response', (_client, _status, _bytes, took) => latencies.push(took))
    })
  await run(8, 2)
  const figures: Record<string, Figures> = {}
  for (const count of connections) {
    const before = cpuMilliseconds(processes())
    const { answer, latencies } = await run(count, seconds)
    const cpu = cpuMilliseconds(processes()) - before
    figures[count] = figuresOf(latencies, cpu, answer.non2xx + answer.errors)
  }
  return figures
}

/** Four scores and a note; each connection writes a sheet of its own, on the version its last answer gave. */
async function measureSaves(
  { judges, criterionIds }: Seeded,
  sessions: string[],
  connections = [1, 8, 32],
): Promise<Record<string, Figures>> {
  const figures: Record<string, Figures> = {}
  for (const count of connections) {
    const writers = Array.from({ length: count }, (_, index) => ({
      cookie: sessions[index % sessions.length]!,
      assignmentId: judges[index % judges.length]!.assignmentIds[1 + Math.floor(index / judges.length)]!,
      version: 0,
    }))
    for (const writer of writers) writer.version = await versionOf(writer)
    const latencies: number[] = []
    let errors = 0
    const before = cpuMilliseconds(pids())
    const until = performance.now() + seconds * 1000
    await Promise.all(
      writers.map(async (writer) => {
        for (let turn = 0; performance.now() < until; turn++) {
          const from = performance.now()
          const body = new URLSearchParams({ version: String(writer.version), note: `ghi chú ${turn}` })
          for (const id of criterionIds) body.set(`points.${id}`, String(10 + (turn % 10)))
          const answer = await fetch(`${portal.origin}/judging/${writer.assignmentId}/sheet`, {
            method: 'POST',
            body,
            headers: { Cookie: writer.cookie, Origin: portal.origin },
          })
          const read = (await answer.json()) as { version?: number }
          if (answer.status === 200) writer.version = read.version!
          else errors++
          latencies.push(performance.now() - from)
        }
      }),
    )
    const cpu = cpuMilliseconds(pids()) - before
    figures[count] = figuresOf(latencies, cpu, errors)
  }
  return figures
}

async function versionOf({
  cookie,
  assignmentId,
}: {
  cookie: string
  assignmentId: string
}): Promise<number> {
  await fetch(`${portal.origin}/judging/${assignmentId}/recall`, {
    method: 'POST',
    headers: { Cookie: cookie, Origin: portal.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
    body: 'reason=do',
  })
  const page = await (
    await fetch(`${portal.origin}/judging/${assignmentId}`, { headers: { Cookie: cookie } })
  ).text()
  return Number(/name="version" value="(\d+)"/.exec(page)?.[1] ?? 0)
}

/** Percentiles by nearest rank, in milliseconds. */
function figuresOf(latencies: number[], cpu: number, errors: number): Figures {
  latencies.sort((a, b) => a - b)
  const at = (share: number) => round(latencies[Math.ceil(latencies.length * share) - 1] ?? 0)
  return {
    requestsPerSecond: round(latencies.length / seconds),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMs: round(cpu / Math.max(latencies.length, 1)),
    errors,
  }
}

/** Fifty sessions, at the pace the rate limit of one address allows. */
async function signInAll({ judges }: Seeded): Promise<string[]> {
  const { sql, close } = connect(database.url, { max: 1 })
  const cookies: string[] = []
  for (const judge of judges) {
    cookies.push(await signIn(portal.origin, judge.email))
    await sql`delete from rate_limits`
  }
  await close()
  return cookies
}

async function startFloor({ roundId, judges }: Seeded) {
  const child = fork('tests/bench/floor.ts', [
    database.url,
    roundId,
    judges[0]!.email,
    judges[0]!.assignmentIds[0]!,
  ])
  const port = await new Promise<number>((ready) =>
    child.once('message', (message) => ready(message as number)),
  )
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => child.kill() }
}

/** Bytes over the wire of a first visit, as a browser that takes gzip asks; scripts also as brotli would make them. */
async function firstVisits(place: string, cookie: string) {
  const result: Record<string, unknown> = {}
  for (const [name, path, as] of [
    ['home', '/', ''],
    ['judge', place, cookie],
  ] as const) {
    const html = await (await fetch(portal.origin + path, { headers: { Cookie: as } })).text()
    const assets = [
      ...new Set(
        [
          ...html.matchAll(/(?:href|src|from) ?"?=?"(\/assets\/[^"]+\.(?:js|css))"/g),
          ...html.matchAll(/"(\/assets\/[^"]+\.js)"/g),
        ].map((match) => match[1]!),
      ),
    ].filter((path) => html.includes(`modulepreload" href="${path}"`) || path.endsWith('.css'))
    const script = (compress: (body: Buffer) => Buffer) =>
      assets
        .filter((path) => path.endsWith('.js'))
        .reduce((sum, path) => sum + compress(readFileSync(`build/client${path}`)).length, 0)
    const style = assets
      .filter((path) => path.endsWith('.css'))
      .reduce((sum, path) => sum + gzipSync(readFileSync(`build/client${path}`)).length, 0)
    result[name] = {
      htmlGzip: gzipSync(html).length,
      scriptGzip: script((body) => gzipSync(body)),
      scriptBrotli: script((body) => brotliCompressSync(body)),
      styleGzip: style,
    }
  }
  return result
}

/** From the press of the button to the file in the bucket: queue, query, writing, upload. */
async function exportSheets(cookie: string, format: 'xlsx' | 'csv') {
  const headers = {
    Cookie: cookie,
    Origin: portal.origin,
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  const from = performance.now()
  await fetch(`${portal.origin}/organizer/${seeded.number}/exports`, {
    method: 'POST',
    headers,
    body: `kind=sheets&format=${format}`,
    redirect: 'manual',
  })
  const { sql, close } = connect(database.url, { max: 1 })
  let row: { state: string; rows: number } | undefined
  let peak = 0
  while (row?.state !== 'done') {
    ;[row] = await sql<
      { state: string; rows: number }[]
    >`select state, rows from exports order by created_at desc limit 1`
    peak = Math.max(peak, residentMegabytes(pids())['app/jobs/worker'] ?? 0)
    await new Promise((done) => setTimeout(done, 10))
  }
  const took = (performance.now() - from) / 1000
  await close()
  return {
    rows: row.rows,
    seconds: round(took),
    rowsPerSecond: Math.round(row.rows / took),
    workerPeakMegabytes: peak,
  }
}

/** Rows a second of the two writers alone, on 30,000 rows of a score sheet. */
async function writeSpeed() {
  const { renderXlsx } = await import('#app/modules/documents/xlsx.server.ts')
  const { renderCsv } = await import('#app/modules/documents/csv.server.ts')
  const row = (index: number) => [
    'Vòng sơ khảo',
    `XL-${index}`,
    `Tác phẩm số ${index}: biển đảo quê hương`,
    'Báo, tạp chí tiếng Việt',
    `Giám khảo ${index % 60}`,
    24.5,
    20,
    20,
    16,
    80.5,
    'Đã gửi',
    'Bố cục tốt, nên rút gọn phần dẫn.',
    new Date(0),
  ]
  const rows = Array.from({ length: 30_000 }, (_, index) => row(index))
  const columns = row(0).map((_, index) => ({ header: `Cột ${index}`, width: 12 }))
  const speed = async (write: () => Promise<unknown>) => {
    await write()
    const from = performance.now()
    await write()
    return Math.round(rows.length / ((performance.now() - from) / 1000))
  }
  return {
    xlsxRowsPerSecond: await speed(() => renderXlsx('Phiếu', columns, rows)),
    csvRowsPerSecond: await speed(() => renderCsv(columns, rows)),
  }
}

/** A plain signed PUT of 64 MiB parts into the embedded bucket, beside writing the same bytes to a file with their MD5. */
async function uploadSpeed() {
  const { BucketFiles } = await import('#storage/embedded/files.ts')
  const { bucketServer } = await import('#storage/embedded/server.ts')
  const { s3Storage } = await import('#storage/s3.ts')
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench-secret', region: 'us-east-1' }
  const server = bucketServer({ files: new BucketFiles(join(folder, 'upload')), credentials })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const storage = s3Storage({ endpoint, publicEndpoint: endpoint, bucket: 'bench', ...credentials })
  await storage.ensureBucket('http://x')
  const part = Buffer.alloc(8 * 1024 * 1024, 5)
  const parts = 32
  const upload = { key: 'big', uploadId: await storage.startUpload('big', 'video/mp4') }
  const from = performance.now()
  for (let number = 1; number <= parts; number++)
    await fetch(await storage.signPart(upload, { partNumber: number, bytes: part.length }, 60), {
      method: 'PUT',
      body: new Uint8Array(part),
    })
  await storage.completeUpload(upload, await storage.listParts(upload))
  const multipart = (parts * part.length) / 1e6 / ((performance.now() - from) / 1000)
  const plainFrom = performance.now()
  execFileSync('sh', [
    '-c',
    `head -c ${parts * part.length} /dev/zero > ${join(folder, 'plain')} && sync ${join(folder, 'plain')}`,
  ])
  createHash('md5').update(part).digest()
  const plain = (parts * part.length) / 1e6 / ((performance.now() - plainFrom) / 1000)
  server.closeAllConnections()
  server.close()
  return {
    multipartMegabytesPerSecond: Math.round(multipart),
    plainFileMegabytesPerSecond: Math.round(plain),
  }
}

function ratio(one: number, other: number): number {
  return round(one / Math.max(other, 0.001))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
