import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActorWho } from '#app/http/guard.server.ts'
import { administers } from '#app/modules/actor/policy.ts'

/** What an administrator most often looks for. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  return redirect('/admin/people')
}
