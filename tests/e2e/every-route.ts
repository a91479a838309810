import { request as http, type APIRequestContext } from '@playwright/test'
import type { ServerBuild } from '@remix-run/node'
import { demoPassword, expect } from './support.ts'

/** Every route of the build and what stands in for the ids in it. */
export const accounts = {
  anyone: null,
  reporter: 'tacgia9@demo.vn',
  judge: 'giamkhao2@demo.vn',
  coordinator: 'khanhhoa@demo.vn',
  organizer: 'bantochuc@demo.vn',
  admin: 'quantri@demo.vn',
} as const
export type Role = keyof typeof accounts

export async function signedIn(role: Role, baseURL: string): Promise<APIRequestContext> {
  const context = await http.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL }, maxRedirects: 0 })
  const email = accounts[role]
  if (email) {
    const answer = await context.post('/sign-in', { form: { email, password: demoPassword, next: '' } })
    expect(answer.status()).toBe(302)
  }
  return context
}

/** Real ids of the demo, none of them the asking reporter's or judge's own. */
export async function someIds(organizer: APIRequestContext) {
  const list = await (await organizer.get('/organizer/12/entries')).text()
  const entryId = /\/organizer\/12\/entries\/(ent_\w+)/.exec(list)![1]!
  const dossier = await (await organizer.get(`/organizer/12/entries/${entryId}`)).text()
  const rounds = await (await organizer.get('/organizer/12/rounds')).text()
  const roundId = /\/rounds\/(rnd_\w+)/.exec(rounds)![1]!
  const settings = await (await organizer.get('/organizer/12/settings')).text()
  const judge = await signedIn('judge', process.env.PORTAL_ORIGIN!)
  const otherJudge = await http.newContext({
    baseURL: process.env.PORTAL_ORIGIN!,
    extraHTTPHeaders: { Origin: process.env.PORTAL_ORIGIN! },
    maxRedirects: 0,
  })
  await otherJudge.post('/sign-in', {
    form: { email: 'giamkhao1@demo.vn', password: demoPassword, next: '' },
  })
  const assignmentId = /\/judging\/(asg_\w+)/.exec(await (await otherJudge.get('/judging')).text())![1]!
  expect((await judge.get(`/judging/${assignmentId}`)).status()).toBe(404)
  return {
    entryId,
    roundId,
    assignmentId,
    mediaId: /\/resources\/media\/(med_\w+)/.exec(dossier)![1]!,
    categoryId: /\/categories\/(cat_\w+)/.exec(settings)![1]!,
    edition: '12',
    number: '11',
    panelId: 'pan_none',
    exportId: 'exp_none',
    sessionId: 'ses_none',
    requestId: 'req_none',
    userId: 'usr_none',
    token: 'x'.repeat(32),
    code: 'y'.repeat(12),
  } as Record<string, string>
}

export function pathsOf(build: ServerBuild): { path: string; loader: boolean; action: boolean }[] {
  const routes = Object.values(build.routes).filter((route) => route !== undefined)
  const byId = new Map(routes.map((route) => [route.id, route]))
  const full = (id: string): string => {
    const route = byId.get(id)!
    return `${route.parentId ? full(route.parentId) : ''}/${route.path ?? ''}`
  }
  return routes.map((route) => ({
    path: full(route.id)
      .replace(/\/+/g, '/')
      .replace(/(.)\/$/, '$1'),
    loader: Boolean(route.module.loader),
    action: Boolean(route.module.action),
  }))
}

export const builtRoutes = async () =>
  (await import(new URL('../../build/server/index.js', import.meta.url).href)) as ServerBuild
