import { localeOf } from '#app/i18n/all.server.ts'
import {
  onlyWhatTells,
  pictureFile,
  pictureNamed,
  type PictureAsk,
} from '#app/modules/open-data/draw-picture.server.ts'
import { askedFrame } from '#app/modules/provinces/history.server.ts'
import { mapMeasures } from '#app/modules/participation/map-values.ts'
import { notFound } from './guard.server.ts'
import { numberIn, searchOf } from './search.ts'

/** The picture an address asks for (`map.svg?frame=2025&measure=prizes`), shown, or with `download` to keep. */
export async function pictureAnswer(
  request: Request,
  file: string,
  edition: { id: string; number: number; closesAt: Date },
  { results, open }: { results: boolean; open: boolean },
): Promise<Response> {
  const name = pictureNamed(file)
  if (!name) notFound()
  const search = searchOf(request)
  const ask = onlyWhatTells(name, {
    edition,
    results,
    open,
    locale: localeOf(request),
    frame: await askedFrame(search.get('frame'), edition),
    measure: mapMeasures.find((one) => one === search.get('measure')) ?? 'received',
    from: numberIn(search.get('from')) ?? undefined,
  })
  const made = await (open ? drawnOnce(file, ask) : pictureFile(file, ask))
  if (!made) notFound()
  const kept = search.has('download') ? 'attachment' : 'inline'
  return new Response(new Uint8Array(made.body), {
    headers: { 'Content-Type': made.type, 'Content-Disposition': `${kept}; filename="${made.name}"` },
  })
}

type Made = ReturnType<typeof pictureFile>
const minute = 60_000
/** Of one edition some sixty can be asked for; past this the oldest is drawn again. */
const mostDrawn = 200
const drawn = new Map<string, { until: number; made: Made }>()

/** What everybody may ask for is drawn once a minute, however many ask: a PNG takes a third of a second to draw. */
function drawnOnce(file: string, ask: PictureAsk): Made {
  const { edition, ...rest } = ask
  const key = JSON.stringify([file, edition.id, rest])
  const known = drawn.get(key)
  if (known && known.until > Date.now()) return known.made
  if (drawn.size >= mostDrawn) drawn.delete(drawn.keys().next().value!)
  const made = pictureFile(file, ask)
  drawn.set(key, { until: Date.now() + minute, made })
  made.catch(() => drawn.delete(key))
  return made
}
