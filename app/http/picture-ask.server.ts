import { localeOf } from '#app/i18n/all.server.ts'
import { pictureFile } from '#app/modules/participation/draw-picture.server.ts'
import { askedFrame } from '#app/modules/participation/history.server.ts'
import { mapMeasures } from '#app/modules/participation/map-values.ts'
import { notFound } from './guard.server.ts'

/** The picture an address asks for (`map.svg?frame=2025&measure=prizes`), shown, or with `download` to keep. */
export async function pictureAnswer(
  request: Request,
  file: string,
  edition: { id: string; number: number },
  { results, open }: { results: boolean; open: boolean },
): Promise<Response> {
  const search = new URL(request.url).searchParams
  const made = await pictureFile(file, {
    edition,
    results,
    open,
    locale: localeOf(request),
    frame: await askedFrame(search.get('frame')),
    measure: mapMeasures.find((one) => one === search.get('measure')) ?? 'received',
    from: Number(search.get('from')) || undefined,
  })
  if (!made) notFound()
  const kept = search.has('download') ? 'attachment' : 'inline'
  return new Response(new Uint8Array(made.body), {
    headers: { 'Content-Type': made.type, 'Content-Disposition': `${kept}; filename="${made.name}"` },
  })
}
