import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { pictureAnswer } from '#app/http/picture-ask.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  return pictureAnswer(request, params.file!, edition, { results: true, open: false })
}
