import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { askedReport } from '#app/http/report-ask.server.ts'
import { coordinatedProvinces, hasRole } from '#app/modules/accounts/policy.ts'
import { listEditions } from '#app/modules/editions/queries.server.ts'
import { makeReport } from '#app/modules/participation/make-report.server.ts'

/** The report of a coordinator's own province. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  const search = new URL(request.url).searchParams
  const held = coordinatedProvinces(actor)
  const province = held.find((row) => row.code === search.get('province')) ?? held[0]
  const edition = (await listEditions()).find((row) => String(row.number) === search.get('edition'))
  if (!province || !edition || edition.phase === 'upcoming') notFound()
  const ask = { ...askedReport(request), frame: province.frame }
  return fileAnswer(await makeReport(actor, edition, province.code, ask))
}
