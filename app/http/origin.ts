import type { Request, RequestHandler } from 'express'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A request that changes something must come from our own pages. Browsers say so in Sec-Fetch-Site; where that is
 * missing, Origin must be ours. A request that says neither is refused: Remix's own check would let it pass.
 */
export function isFromOwnPages(
  request: { method: string; headers: Record<string, string | string[] | undefined> },
  ownOrigin: string,
): boolean {
  if (harmless.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  if (origin !== undefined && origin !== ownOrigin) return false
  return site === undefined ? origin === ownOrigin : site === 'same-origin'
}

/** Also sends someone who typed another loopback name to the one the bucket's CORS knows. */
export function refuseForeignOrigin(ownOrigin: string): RequestHandler {
  const own = new URL(ownOrigin)
  return (request, response, next) => {
    if (request.method === 'GET' && own.hostname === '127.0.0.1' && request.hostname === 'localhost') {
      return response.redirect(`${ownOrigin}${request.originalUrl}`)
    }
    // The one-click button of mail programs (RFC 8058): the secret in the path is all it needs and all it can use.
    if (isOneClickStop(request)) return next()
    if (isFromOwnPages(request, ownOrigin)) return next()
    response
      .status(403)
      .type('text/plain')
      .send('403: yêu cầu không đến từ cổng này. / The request did not come from this site.')
  }
}

/**
 * A POST to the page of one token and to nothing that a path could be read as besides, by something that is no browser:
 * a browser says where it comes from.
 */
function isOneClickStop({ method, path, headers }: Request): boolean {
  const token = /^\/mail\/([\w-]+)$/.test(path)
  return method === 'POST' && token && headers.origin === undefined && headers['sec-fetch-site'] === undefined
}

/**
 * Behind this every request says the name we are known by: Remix compares Origin with the name a request says it was
 * sent to and fails on one that differs, and nothing of ours is to be built from a name a stranger sends.
 */
export const knownByOneName = (ownOrigin: string): RequestHandler => {
  const { host } = new URL(ownOrigin)
  return (request, _response, next) => {
    request.headers.host = host
    delete request.headers['x-forwarded-host']
    next()
  }
}
