import { mkdirSync } from 'node:fs'
import { environment } from '#app/env.server.ts'
import { bucketServer } from './server.ts'

/** The embedded bucket as a process of its own, started by app/start.ts. */
const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, DATA_DIR } = environment()
const root = `${DATA_DIR}/bucket`
mkdirSync(root, { recursive: true })
const credentials = {
  accessKeyId: S3_ACCESS_KEY_ID,
  secretAccessKey: S3_SECRET_ACCESS_KEY,
  region: S3_REGION,
}
const server = bucketServer({ root, credentials })
const { hostname, port } = new URL(S3_ENDPOINT)
server.listen(Number(port), hostname, () => process.send?.('ready'))

function stop() {
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
process.on('SIGTERM', stop)
process.on('SIGINT', () => {})
process.on('disconnect', stop)
