import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { notFound, shown } from '#app/http/guard.server.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'

/** `min_….docx` or `min_….pdf`: the minutes as they were drawn up. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor } = await requireOrganizer(request, params.edition)
  const [, minutesId, format] = /^(min_\w+)\.(docx|pdf)$/.exec(params.file!) ?? notFound()
  return fileAnswer(shown(await minutesFile(actor, minutesId!, format as 'docx' | 'pdf')))
}
