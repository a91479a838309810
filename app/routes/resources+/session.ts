import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'

/** Whether a reading of the page would find somebody signed in: 401 for a script where it would not. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  return new Response(null, { status: 204 })
}
