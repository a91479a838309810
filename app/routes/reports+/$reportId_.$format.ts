import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { reportFile } from '#app/modules/reports/report-file.server.ts'

/** The report as `docx` or `pdf`, its annex as `xlsx`. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  return fileAnswer(await reportFile(await requireActor(request), params.reportId!, params.format!))
}
