import { connect, timeLimits, type Database } from '#db/client.ts'
import { requireNoTransaction, snapshotNow } from '#db/transaction.ts'
import { s3Storage } from '#storage/s3.ts'
import type { Storage } from '#storage/storage.ts'
import { databaseUrl, environment, poolSize } from './env.server.ts'

/** The one database connection pool and the one bucket of this process, opened when first asked for. */
let opened: ReturnType<typeof connect> | undefined
let store: Storage | undefined

const ground = () => (opened ??= connect(databaseUrl(), { max: poolSize(), limits: timeLimits }))

/** Throws inside a transaction, which has its own connection to ask. */
export function database(): Database {
  if (!snapshotNow()) requireNoTransaction()
  return ground().db
}

/**
 * Reads the figures of one page, picture, file or report as of one moment (by the database's clock): meanwhile
 * `database()` answers whoever asks it from that moment's snapshot. It holds a connection, so nothing else is waited for.
 */
export const asOf = <Answer>(work: (at: Date) => Promise<Answer>) => ground().asOf(work) as Promise<Answer>

/** Throws when it is asked for something inside a transaction: no lock and no connection waits for a bucket. */
export function storage(): Storage {
  if (store) return store
  const env = environment()
  const bucket = s3Storage({
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  })
  return (store = outsideTransactions(bucket))
}

const outsideTransactions = (bucket: Storage): Storage =>
  new Proxy(bucket, {
    get(target, key) {
      requireNoTransaction('The bucket was asked inside a transaction; ask it before or after.')
      return Reflect.get(target, key) as unknown
    },
  })

export async function closeGround() {
  await opened?.close()
  opened = undefined
}

/** Made when first asked for and kept for the life of the process: a prepared statement, Lucia. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
