import { redirect } from '@remix-run/node'
import { workplaceOf } from '#app/modules/actor/policy.ts'
import type { Entered } from '#app/modules/accounts/enter.server.ts'
import { ownPath } from './own-path.ts'
import { noStep } from './step-cookie.server.ts'

/** Somebody has signed in: the cookies that say so, their language, and on to where they were going. */
export function entered({ cookie, locale, roles }: Entered, device: string, next: string) {
  const headers = new Headers({ 'Set-Cookie': cookie })
  headers.append('Set-Cookie', device)
  headers.append('Set-Cookie', noStep())
  headers.append('Set-Cookie', `lng=${locale}; Path=/; Max-Age=31536000; SameSite=Lax`)
  return redirect(ownPath(next, workplaceOf(roles)), { headers })
}
