import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireProvinceEdition } from '#app/http/province.server.ts'
import { letterheads } from '#app/modules/documents/document.ts'
import { launchFile } from '#app/modules/outreach/launch-file.server.ts'
import { launchOf } from '#app/modules/outreach/launch-of.server.ts'
import { launchPoster, posterSizes } from '#app/modules/outreach/launch-poster.server.ts'
import { launchLetters } from '#app/modules/outreach/launch.ts'

/** `letter-party.docx`, `plan-state.pdf`, `poster-a3.pdf`. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const [, name, variant, format] = /^(\w+)-(\w+)\.(docx|pdf)$/.exec(params.file ?? '') ?? []
  const launch = await launchOf(at.edition.id, at.province)
  if (!launch) return fileAnswer(null)
  const piece = launchLetters.find((one) => one === name)
  const letterhead = letterheads.find((one) => one === variant)
  if (piece && letterhead) {
    const ask = { piece, letterhead, format: format === 'docx' ? ('docx' as const) : ('pdf' as const) }
    return fileAnswer(await launchFile(launch, at.province, ask, new Date()))
  }
  const size = posterSizes.find((one) => one === variant)
  if (name === 'poster' && size && format === 'pdf')
    return fileAnswer(await launchPoster(launch, at.province, size))
  return fileAnswer(null)
}
