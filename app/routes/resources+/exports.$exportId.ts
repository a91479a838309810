import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { openExport } from '#app/modules/exports/request-export.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const link = await openExport(actor, params.exportId!)
  return link ? redirect(link, { headers: { 'Cache-Control': 'no-store' } }) : notFound()
}
