import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { currentActor } from '#app/http/guard.server.ts'
import { endSession } from '#app/modules/accounts/lucia.server.ts'
import { recordSignOut } from '#app/modules/accounts/own-sessions.server.ts'

export const loader = () => redirect('/')

export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await currentActor(request)
  if (actor) await recordSignOut(actor)
  const ended = await endSession(request)
  // Not "storage": score sheets that wait for a line are kept there until their owner is back.
  return redirect('/', { headers: { 'Set-Cookie': ended, 'Clear-Site-Data': '"cache"' } })
}
