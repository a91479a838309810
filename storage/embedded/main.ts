import { mkdirSync, readdirSync } from 'node:fs'
import { environment } from '#app/env.server.ts'
import { log } from '#app/log.server.ts'
import { BucketFiles } from './files.ts'
import { bucketServer } from './server.ts'

/** The embedded bucket as a process of its own, started by app/start.ts. */
const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, DATA_DIR } = environment()
const root = `${DATA_DIR}/bucket`
mkdirSync(root, { recursive: true, mode: 0o700 })
const credentials = {
  accessKeyId: S3_ACCESS_KEY_ID,
  secretAccessKey: S3_SECRET_ACCESS_KEY,
  region: S3_REGION,
}
const files = new BucketFiles(root)
const server = bucketServer({ files, credentials })
const { hostname, port } = new URL(S3_ENDPOINT)
// An address of version 6 stands in brackets in an address of the web.
server.listen(Number(port), hostname.replace(/^\[(.+)\]$/, '$1'), () => {
  process.send?.('ready')
  void sweep()
})

/** A body on its way is written to; what nobody wrote to for an hour was left by an end before this start. */
async function sweep() {
  const hourAgo = new Date(Date.now() - 3600_000)
  for (const bucket of readdirSync(root))
    await files.sweep(bucket, hourAgo).catch((error: unknown) => log.error('bucket', 'sweep', error))
}

function stop() {
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
process.on('SIGTERM', stop)
process.on('SIGINT', () => {})
process.on('disconnect', stop)
