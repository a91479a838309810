import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The whole portal as `npm start` runs it, in a folder of its own and on free ports. */
export type Portal = {
  origin: string
  folder: string
  child: ChildProcessByStdio<null, Readable, Readable>
  output: () => string
  stop: () => Promise<void>
}

export async function startPortal(
  options: {
    folder?: string
    env?: Record<string, string>
    cwd?: string
    flags?: string[]
    account?: { uid?: number; gid?: number }
  } = {},
): Promise<Portal> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'chungkhao-portal-'))
  const [port, bucketPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    BUCKET_PORT: String(bucketPort),
    DATA_DIR: folder,
    ...options.env,
  } as NodeJS.ProcessEnv
  const child = spawn(process.execPath, ['app/start.ts', ...(options.flags ?? [])], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    ...options.account,
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', () => output.includes('Ctrl-C') && ready())
    child.once('exit', () => failed(new Error(`The portal did not start:\n${output}`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    if (!options.folder) rmSync(folder, { recursive: true, force: true })
  }
  return { origin, folder, child, output: () => output, stop }
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}
