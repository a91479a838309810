import { isHttps, ownCookie } from '#app/own-cookies.server.ts'

/** Binds the answer of a key to the browser that was asked: opens nothing by itself. */
export const ceremonyIn = (request: Request): string | null =>
  new RegExp(`(?:^|;\\s*)${ownCookie('ceremony')}=([\\w-]{32})(?=;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1] ?? null

export const ceremonyCookie = (browser: string) =>
  `${ownCookie('ceremony')}=${browser}; Max-Age=300; Path=/; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`
