import { EventEmitter } from 'node:events'
import postgres from 'postgres'
import { environment } from '../env.server.ts'

/**
 * A worker that was killed leaves its jobs locked for four hours. So each worker holds an advisory lock for as long as
 * its connection lives; whoever starts next frees the jobs of every worker whose lock nobody holds.
 */
let sql: postgres.Sql | undefined
const connection = () =>
  (sql ??= postgres(environment().DATABASE_URL, {
    max: 1,
    onnotice: () => {},
    idle_timeout: 0,
    max_lifetime: null,
  }))

export function markAlive(): EventEmitter {
  const events = new EventEmitter()
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    void connection()`select pg_advisory_lock(hashtextextended(${worker.workerId}, 0))`
  })
  return events
}

export async function freeJobsOfDeadWorkers() {
  const held = await connection()<
    { id: string }[]
  >`select distinct locked_by as id from graphile_worker.jobs where locked_by is not null`
  for (const { id } of held) {
    const [row] = await connection()<
      { dead: boolean }[]
    >`select pg_try_advisory_lock(hashtextextended(${id}, 0)) as dead`
    if (!row!.dead) continue
    await connection()`select graphile_worker.force_unlock_workers(array[${id}])`
    await connection()`select pg_advisory_unlock(hashtextextended(${id}, 0))`
  }
}
