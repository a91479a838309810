import type { RequestHandler } from 'express'
import { hasSessionCookie } from './body-allowance.ts'

/**
 * Whatever does not say how long it may be kept is of now: pages, what their scripts fetch (`.data`), JSON and files.
 * Going back never shows somebody's page as it once was: a draft that is submitted by now, or after signing out.
 */
export const keepNothingUnsaid: RequestHandler = (request, response, next) => {
  const writeHead = response.writeHead.bind(response) as (...call: unknown[]) => typeof response
  response.writeHead = ((...call: unknown[]) => {
    if (!response.hasHeader('Cache-Control'))
      response.setHeader('Cache-Control', hasSessionCookie(request.headers.cookie) ? 'no-store' : 'no-cache')
    return writeHead(...call)
  }) as typeof response.writeHead
  next()
}
