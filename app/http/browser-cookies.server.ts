import { daysKnown } from '#app/modules/accounts/known-devices.server.ts'
import { newToken } from '#app/modules/accounts/link-tokens.server.ts'
import { isHttps, ownCookie } from '#app/own-cookies.server.ts'

/**
 * Two cookies by which a browser is known again, and which open nothing by themselves. `registering`: the one that
 * registered, so that the link in the letter is enough there; set whether the address was new or not, so that it tells
 * nobody which. `device`: one in which somebody has signed in.
 */
const seconds = { registering: 72 * 3600, device: daysKnown * 24 * 3600 }
type Known = keyof typeof seconds

export const knownAs = (known: Known, request: Request): string | null =>
  new RegExp(`(?:^|;\\s*)${ownCookie(known)}=([\\w-]{32})(?=;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1] ?? null

/** What the browser is known by from now on, and the cookie that says so. */
export function makeKnown(known: Known, request: Request): { token: string; cookie: string } {
  const token = knownAs(known, request) ?? newToken()
  const rest = `Path=/; Max-Age=${seconds[known]}; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`
  return { token, cookie: `${ownCookie(known)}=${token}; ${rest}` }
}
