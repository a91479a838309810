import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { retryExport } from '#app/modules/exports/request-export.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const wait = await takeTry('export-account', actor.userId)
  const page = `/organizer/${edition.number}/exports`
  if (wait) return redirectWithNotice(page, 'auth.error.tooMany', { seconds: wait }, 'error')
  if (!(await retryExport(actor, params.exportId!))) notFound()
  return redirectWithNotice(page, 'export.retried')
}
