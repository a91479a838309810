import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { endSession } from '#app/modules/accounts/lucia.server.ts'

export const loader = () => redirect('/')

export async function action({ request }: ActionFunctionArgs) {
  const ended = await endSession(request)
  // Not "storage": score sheets that wait for a line are kept there until their owner is back.
  return redirect('/', { headers: { 'Set-Cookie': ended, 'Clear-Site-Data': '"cache"' } })
}
