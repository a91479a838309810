import type { TaskList } from 'graphile-worker'
import type { JobCatalogue } from './catalogue.ts'

/** One thin handler a job. What a job needs is loaded when the first of its kind comes: some need a lot of memory. */
export const handlers: TaskList = {
  'send-mail': async (payload) => {
    const { sendMail } = await import('#app/modules/mail/send-mail.server.ts')
    await sendMail(of<'send-mail'>(payload).mailId)
  },
  'check-media': async (payload) => {
    const { checkMedia } = await import('#app/modules/media/check-media.server.ts')
    await checkMedia(of<'check-media'>(payload).mediaId)
  },
  'clean-uploads': async () => {
    const { cleanUploads } = await import('#app/modules/media/clean-uploads.server.ts')
    await cleanUploads()
  },
  'make-export': async (payload) => {
    const { makeExport } = await import('#app/modules/exports/make-export.server.ts')
    await makeExport(of<'make-export'>(payload).exportId)
  },
}

const of = <Name extends keyof JobCatalogue>(payload: unknown) => payload as JobCatalogue[Name]
