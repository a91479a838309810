import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { askedReport } from '#app/http/report-ask.server.ts'
import { makeReport } from '#app/modules/participation/make-report.server.ts'

/** The report of the country, or with `province` of one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const province = new URL(request.url).searchParams.get('province') || null
  return fileAnswer(await makeReport(actor, edition, province, askedReport(request)))
}
