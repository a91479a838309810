import { run, Logger, type Task, type TaskList } from 'graphile-worker'
import { markAlive, mustHold } from './recovery.server.ts'
import { environment } from '../env.server.ts'
import { closeGround } from '../ground.server.ts'
import { endTold, log } from '../log.server.ts'
import { freeJobsOfDeadWorkers } from '../modules/queue/living-workers.server.ts'
import { handlers } from './handlers.server.ts'
import { tellingNoValues } from './telling-no-values.ts'

/** The worker process: takes jobs from the queue until told to stop, finishing the one in hand. */
await freeJobsOfDeadWorkers()

const taskList: TaskList = Object.fromEntries(
  Object.entries(handlers).map(([name, handler]): [string, Task] => [
    name,
    async (payload, helpers) => {
      await mustHold(helpers.job.locked_by!)
      return (handler as Task)(payload, helpers)
    },
  ]),
)
const runner = await run({
  events: markAlive(),
  connectionString: environment().DATABASE_URL,
  concurrency: 4,
  pollInterval: 1000,
  noHandleSignals: true,
  taskList: tellingNoValues(taskList),
  crontab: [
    '* * * * * due-letters',
    '*/10 * * * * clean-uploads',
    '*/10 * * * * scan-media',
    '*/10 * * * * make-certificates',
    '5 * * * * due-campaigns',
    '20 * * * * clear-past',
    // From seven in the morning to nine in the evening in Viet Nam; these are hours of UTC.
    '35 0-14 * * * remind-of-deadlines',
  ].join('\n'),
  logger: new Logger(() => (level, message) => {
    const told = `${level}` === 'warning' ? 'warn' : (level as 'error' | 'info' | 'debug')
    log[told]('worker:', message)
  }),
})
process.send?.('ready')

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  await runner.stop().catch(() => {})
  await closeGround()
  process.exit(0)
}
process.on('uncaughtException', endTold)
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => {})
process.on('disconnect', () => void stop())
