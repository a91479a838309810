import { connect, timeLimits, type Database } from '#db/client.ts'
import { requireNoTransaction } from '#db/transaction.ts'
import { s3Storage } from '#storage/s3.ts'
import type { Storage } from '#storage/storage.ts'
import { databaseUrl, environment } from './env.server.ts'

/** The one database connection pool and the one bucket of this process, opened when first asked for. */
let opened: ReturnType<typeof connect> | undefined
let store: Storage | undefined

/** Throws inside a transaction, which has its own connection to ask. */
export function database(): Database {
  requireNoTransaction()
  return (opened ??= connect(databaseUrl(), { max: 12, limits: timeLimits })).db
}

export function storage(): Storage {
  if (store) return store
  const env = environment()
  return (store = s3Storage({
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  }))
}

export async function closeGround() {
  await opened?.close()
  opened = undefined
}

/** Made when first asked for and kept for the life of the process: a prepared statement, Lucia. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
