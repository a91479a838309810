import { redirect } from '@remix-run/node'
import { workplaceOf } from '#app/modules/actor/policy.ts'
import type { Entered } from '#app/modules/accounts/enter.server.ts'
import { consentVersion } from '#app/modules/accounts/consent.ts'
import { noticeCookie } from './notice.server.ts'
import { ownPath } from './own-path.ts'
import { noStep } from './step-cookie.server.ts'

/**
 * Somebody has signed in: the cookies that say so, their language, and on to where they were going. A new text of consent
 * is asked for beside the work, never before it: a judge's morning does not wait for a form.
 */
export function entered({ cookie, locale, roles, asksConsent }: Entered, device: string, next: string) {
  const headers = new Headers({ 'Set-Cookie': cookie })
  headers.append('Set-Cookie', device)
  headers.append('Set-Cookie', noStep())
  headers.append('Set-Cookie', `lng=${locale}; Path=/; Max-Age=31536000; SameSite=Lax`)
  if (asksConsent)
    headers.append('Set-Cookie', noticeCookie('personal.consent.ask', { version: consentVersion }))
  return redirect(ownPath(next, workplaceOf(roles)), { headers })
}
