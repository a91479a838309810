import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { agenciesLike } from '#app/modules/provinces/agencies.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  return Response.json(await agenciesLike(searchOf(request).get('q') ?? ''))
}
