import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { reportRefused } from '#app/http/report-refusal.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, reportForm)
  if (!form.ok) return reportRefused(`/organizer/${edition.number}/participation`, form.failed.data)
  const drawn = await drawReport(actor, edition, form.value)
  if (!drawn) notFound()
  return redirectWithNotice(`/reports/${drawn.reportId}`, 'report.done')
}
