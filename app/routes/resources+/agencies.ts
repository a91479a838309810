import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { agenciesLike } from '#app/modules/provinces/agencies.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  return Response.json(await agenciesLike(new URL(request.url).searchParams.get('q') ?? ''))
}
