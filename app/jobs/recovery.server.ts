import { EventEmitter } from 'node:events'
import postgres from 'postgres'
import { environment } from '../env.server.ts'
import { log } from '../log.server.ts'

/**
 * A worker that was killed leaves its jobs locked for four hours. So each worker holds an advisory lock for as long as
 * its connection lives, and every living one frees, at its start and every few seconds, the jobs of those whose lock
 * nobody holds.
 */
const every = 5_000

/** Jobs taken a moment ago are left alone: their worker may be about to take its lock. */
const settled = '2 seconds'

const connection = () =>
  postgres(environment().DATABASE_URL, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null })

/** Holds the locks. Nobody is asked about on it: a session may take a lock it holds itself. */
let holding: postgres.Sql | undefined
let asking: postgres.Sql | undefined
const own = new Set<string>()

/** Locks each worker of this process as it is made, and looks after the dead until the process ends. */
export function markAlive(): EventEmitter {
  const events = new EventEmitter()
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    own.add(worker.workerId)
    void holdOwn().catch(report)
  })
  setInterval(() => void holdOwn().then(freeJobsOfDeadWorkers).catch(report), every).unref()
  return events
}

/** Takes the locks this process does not hold (any more: the server may have been started again meanwhile). */
async function holdOwn() {
  holding ??= connection()
  for (const id of own)
    await holding`
      select pg_advisory_lock(hashtextextended(${id}, 0))
      where not exists (
        select 1 from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and (classid::bigint << 32 | objid::bigint) = hashtextextended(${id}, 0))`
}

export async function freeJobsOfDeadWorkers() {
  asking ??= connection()
  const held = await asking<{ id: string }[]>`
    select distinct locked_by as id from graphile_worker.jobs
    where locked_by is not null and locked_at < now() - ${settled}::interval`
  for (const { id } of held) {
    const [row] = await asking<{ dead: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${id}, 0)) as dead`
    if (!row!.dead) continue
    await asking`select graphile_worker.force_unlock_workers(array[${id}])`
    await asking`select pg_advisory_unlock(hashtextextended(${id}, 0))`
  }
}

/** The next turn tries again. */
function report(error: unknown) {
  log.error('worker:', error instanceof Error ? error.message : error)
}
