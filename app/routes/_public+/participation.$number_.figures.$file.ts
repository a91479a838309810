import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/http/guard.server.ts'
import { numberIn, searchOf } from '#app/http/search.ts'
import { roman } from '#app/i18n/format.ts'
import { askedFrame } from '#app/modules/provinces/history.server.ts'
import { openCsv, openFigures, publicEdition } from '#app/modules/open-data/public-figures.server.ts'

/** The numbers of the public page: `data.csv` or `data.json`. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const number = numberIn(params.number) ?? 0
  const found = await publicEdition(number)
  if (!found) notFound()
  const frame = await askedFrame(searchOf(request).get('frame'), found.edition)
  if (params.file === 'data.json') {
    const figures = await openFigures(number, frame)
    return figures ? Response.json(figures.json) : notFound()
  }
  const csv = params.file === 'data.csv' ? await openCsv(number, frame) : null
  if (!csv) notFound()
  return new Response(new Uint8Array(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tham-gia-${roman(number)}.csv"`,
    },
  })
}
