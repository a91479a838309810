import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireActor, shown } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** Leads to the bucket with a short link of its own; asked again each time, so a lost right is a dead link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const link = await openMedia(actor, params.mediaId!, searchOf(request).has('download'))
  if (!link) notFound()
  if (isRefusal(link)) return shown(link)
  return redirect(link, { headers: { 'Cache-Control': 'private, max-age=300' } })
}
