import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BucketFiles } from '#storage/embedded/files.ts'
import { bucketServer } from '#storage/embedded/server.ts'
import { sendRaw, type Ask, type RawAnswer } from './send-raw.ts'

export const bucketKeys = { accessKeyId: 'tests', secretAccessKey: 'secret', region: 'us-east-1' }

/** An embedded bucket in a folder and on a port of its own, at whatever time its test says it is. */
export async function startBucket(now?: () => Date) {
  const around = mkdtempSync(join(tmpdir(), 'bucket-'))
  const folder = join(around, 'root')
  const server = bucketServer({ files: new BucketFiles(folder), credentials: bucketKeys, now })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    server.closeAllConnections()
    server.close()
    rmSync(around, { recursive: true, force: true })
  }
  return { endpoint, folder, stop }
}

export type Answer = RawAnswer & { code: string | null }

export async function send(endpoint: string, ask: Ask): Promise<Answer> {
  const answer = await sendRaw(endpoint, ask)
  return { ...answer, code: /<Error><Code>(\w+)<\/Code>/.exec(answer.body)?.[1] ?? null }
}
