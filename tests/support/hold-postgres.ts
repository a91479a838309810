import { startEmbeddedDatabase } from '#db/embedded.ts'

/** A process that holds a Postgres on the folder of its first argument until it is killed. */
await startEmbeddedDatabase(process.argv[2]!, { durable: false })
process.send!('ready')
setInterval(() => {}, 60_000)
