import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { reportRefused } from '#app/http/report-refusal.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'

/** The report of the coordinator's own province. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readForm(request, reportForm)
  if (!form.ok) return reportRefused(provinceAddress('', at), form.failed.data)
  const { frame, code } = at.province
  const drawn = await drawReport(at.actor, at.edition, { ...form.value, frame, province: code })
  if (!drawn) notFound()
  return redirectWithNotice(`/reports/${drawn.reportId}`, 'report.done')
}
