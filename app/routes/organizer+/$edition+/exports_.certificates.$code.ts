import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { certificateFile } from '#app/modules/results/certificates.server.ts'

/** The certificate of one winner. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  return fileAnswer(await certificateFile(actor, edition.number, params.code!))
}
