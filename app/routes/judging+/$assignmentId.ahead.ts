import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { desksAhead } from '#app/modules/judging/judge-page.server.ts'

/** The entries that follow, fetched while this one is read: the next opens at once, and without a line too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const desks = await desksAhead(actor, params.assignmentId!)
  if (!desks) notFound()
  return Response.json(desks, {
    headers: { 'Cache-Control': 'no-store' },
  })
}
