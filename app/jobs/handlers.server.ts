import type { TaskList } from 'graphile-worker'
import { clearPastAccess } from '#app/modules/accounts/clear-past.server.ts'
import { clearOldChanges } from '#app/modules/judging/known-conflicts.server.ts'
import { clearPastBodies, forgetLetters } from '#app/modules/mail/clear-bodies.server.ts'
import { clearRemovedRows } from '#app/modules/entries/removed-rows.server.ts'
import { thinOrigins } from '#app/modules/audit/thin-origins.server.ts'
import { cleanExports } from '#app/modules/exports/clean-exports.server.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import { askForDueLetters } from '#app/modules/mail/due-letters.server.ts'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import { checkMedia } from '#app/modules/media/check-media.server.ts'
import { cleanUploads } from '#app/modules/media/clean-uploads.server.ts'
import { scanMedia } from '#app/modules/media/scan-media.server.ts'
import { cleanWorksheets } from '#app/modules/outreach/clean-worksheets.server.ts'
import { remindOfDeadlines } from '#app/modules/outreach/remind-of-deadline.server.ts'
import { runCampaign, startDueCampaigns } from '#app/modules/outreach/run-campaign.server.ts'
import { makeMissingCertificates } from '#app/modules/results/make-certificates.server.ts'
import { clearRetained } from '#app/modules/privacy/clear-retained.server.ts'
import { writeOwnData } from '#app/modules/privacy/own-data.server.ts'
import { removeDoomed } from '#app/modules/privacy/remove-doomed.server.ts'
import type { JobCatalogue } from '#app/modules/queue/catalogue.ts'

/** One thin handler a job. */
export const handlers: TaskList = {
  'send-mail': (payload, { job }) => sendMail(of<'send-mail'>(payload).mailId, job.locked_by!),
  'due-letters': async () => {
    await askForDueLetters()
  },
  'check-media': (payload) => checkMedia(of<'check-media'>(payload).mediaId),
  'scan-media': () => scanMedia(),
  'clean-uploads': async () => {
    await cleanUploads()
    await cleanWorksheets()
    await cleanExports()
    await removeDoomed()
  },
  'plan-assignment': (payload) => makePlan(of<'plan-assignment'>(payload).planId),
  'due-campaigns': async () => {
    await startDueCampaigns()
  },
  'send-campaign': (payload) => runCampaign(of<'send-campaign'>(payload).runId),
  'remind-of-deadlines': async () => {
    await remindOfDeadlines()
  },
  'clear-past': async () => {
    await clearPastAccess()
    await clearOldChanges()
    await clearPastBodies()
    await forgetLetters()
    await clearRetained()
    await thinOrigins()
    await clearRemovedRows()
  },
  'make-certificates': () => makeMissingCertificates(),
  'make-export': (payload) => makeExport(of<'make-export'>(payload).exportId, writeOwnData),
}

const of = <Name extends keyof JobCatalogue>(payload: unknown) => payload as JobCatalogue[Name]
