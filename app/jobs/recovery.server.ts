import { EventEmitter } from 'node:events'
import postgres from 'postgres'
import { environment } from '../env.server.ts'
import { log } from '../log.server.ts'
import { freeJobsOfDeadWorkers } from '../modules/queue/living-workers.server.ts'

/**
 * A worker that was killed leaves its jobs locked for four hours. So each worker holds an advisory lock for as long as
 * its connection lives, and every living one frees, at its start and every few seconds, the jobs of those whose lock
 * nobody holds.
 */
const every = 5_000

let holding: postgres.Sql | undefined
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

let held = new Set<string>()

/** Waits until a worker of this process holds its lock: what it takes in hand before would look like a dead one's. */
export async function mustHold(workerId: string) {
  if (!held.has(workerId)) await holdOwn()
}

/** Takes the locks this process does not hold (any more: the server may have been started again meanwhile). */
async function holdOwn() {
  holding ??= postgres(environment().DATABASE_URL, {
    max: 1,
    onnotice: () => {},
    idle_timeout: 0,
    max_lifetime: null,
    onclose: () => (held = new Set()),
  })
  for (const id of own) {
    await holding`
      select pg_advisory_lock(hashtextextended(${id}, 0))
      where not exists (
        select 1 from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and (classid::bigint << 32 | objid::bigint) = hashtextextended(${id}, 0))`
    held.add(id)
  }
}

/** The next turn tries again. */
function report(error: unknown) {
  log.error('worker:', error)
}
