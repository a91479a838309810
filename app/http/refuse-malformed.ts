import type { RequestHandler } from 'express'

const methods = ['GET', 'HEAD', 'POST']

/**
 * No page has an address that cannot be decoded, or one with a NUL, on which the database would fail wherever it is
 * asked by it; forms know GET and POST only. `_data` asked a part of a page in an older form that our pages do not speak.
 */
export const refuseMalformed: RequestHandler = (request, response, next) => {
  if (!methods.includes(request.method)) response.set('Allow', methods.join(', ')).sendStatus(405)
  else if (!isReadable(request.url) || /%00/.test(request.url)) response.sendStatus(404)
  else if (request.query._data !== undefined) response.sendStatus(400)
  else next()
}

function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0]!)
    return true
  } catch {
    return false
  }
}
