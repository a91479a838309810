import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/http/guard.server.ts'
import { pictureAnswer } from '#app/http/picture-ask.server.ts'
import { numberIn } from '#app/http/search.ts'
import { publicEdition } from '#app/modules/open-data/public-figures.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await publicEdition(numberIn(params.number) ?? 0)
  if (!found) notFound()
  return pictureAnswer(request, params.file!, found.edition, { results: found.results, open: true })
}
