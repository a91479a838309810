import type { TaskList } from 'graphile-worker'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import type { JobCatalogue } from './catalogue.ts'

/** One thin handler a job. */
export const handlers: TaskList = {
  'send-mail': (payload) => sendMail(of<'send-mail'>(payload).mailId),
}

const of = <Name extends keyof JobCatalogue>(payload: unknown) => payload as JobCatalogue[Name]
