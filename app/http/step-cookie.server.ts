import { isHttps, ownCookie } from '#app/own-cookies.server.ts'
import { stepMinutes } from '#app/modules/accounts/sign-in-steps.server.ts'

/** Between password and second proof: opens nothing by itself, and not for long. */
export const stepIn = (request: Request): string | null =>
  new RegExp(`(?:^|;\\s*)${ownCookie('step')}=([\\w-]{32})(?=;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1] ?? null

const rest = () => `Path=/; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`

export const stepCookie = (token: string) =>
  `${ownCookie('step')}=${token}; Max-Age=${stepMinutes * 60}; ${rest()}`

export const noStep = () => `${ownCookie('step')}=; Max-Age=0; ${rest()}`
