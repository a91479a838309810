import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { cancelExport } from '#app/modules/exports/request-export.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  if (!(await cancelExport(actor, params.exportId!))) notFound()
  return redirectWithNotice(`/organizer/${edition.number}/exports`, 'export.cancelled')
}
