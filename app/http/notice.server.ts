import { redirect } from '@remix-run/node'
import { isHttps } from '#app/own-cookies.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'

/** A sentence shown once on the next page, carried by a cookie that holds its key. */
export function redirectWithNotice(
  url: string,
  key: string,
  values: Message['values'] = {},
  kind: 'done' | 'error' = 'done',
) {
  return redirect(url, { headers: { 'Set-Cookie': noticeCookie(key, values, kind) } })
}

export function noticeCookie(key: string, values: Message['values'] = {}, kind: 'done' | 'error' = 'done') {
  const cookie = encodeURIComponent(JSON.stringify({ key, values, kind }))
  return `notice=${cookie}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax${secure()}`
}

export type Notice = { key: string; values: Record<string, string | number>; kind: 'done' | 'error' }

export function readNotice(request: Request): Notice | null {
  const value = /(?:^|;\s*)notice=([^;]+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  if (!value) return null
  try {
    return JSON.parse(decodeURIComponent(value)) as Notice
  } catch {
    return null
  }
}

export const clearNotice = () => `notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure()}`

const secure = () => (isHttps() ? '; Secure' : '')
