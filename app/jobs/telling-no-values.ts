import type { TaskList } from 'graphile-worker'
import { errorForLog } from '../error-for-log.ts'

/** The queue logs the error of a job and keeps it in its table: what it gets is fit to be read. */
export const tellingNoValues = (tasks: TaskList): TaskList =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (...call: Parameters<NonNullable<typeof task>>) => {
        try {
          return await task!(...call)
        } catch (error) {
          const told = new Error(errorForLog(error))
          told.stack = told.message
          throw told
        }
      },
    ]),
  )
