import { environment } from '#app/env.server.ts'
import { newToken } from '#app/modules/accounts/link-tokens.server.ts'

/**
 * The cookie of a browser that registered: by it the link in the letter knows its browser again. Set whether the address
 * was new or not, so that it tells nobody which.
 */
export function registeringBrowser(request: Request): { browser: string; cookie: string } {
  const browser = browserIn(request) ?? newToken()
  const [name, secure] = naming()
  return {
    browser,
    cookie: `${name}=${browser}; Path=/; Max-Age=${72 * 3600}; HttpOnly; SameSite=Lax${secure}`,
  }
}

export const browserIn = (request: Request): string | null =>
  new RegExp(`(?:^|;\\s*)${naming()[0]}=([\\w-]{32})(?=;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1] ?? null

/** Where the site is https, a name that no other host and no plain line can set. */
const naming = () =>
  environment().APP_ORIGIN.startsWith('https:')
    ? (['__Host-registering', '; Secure'] as const)
    : (['registering', ''] as const)
