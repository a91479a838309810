import type { RequestHandler } from 'express'

/** No page has an address with a NUL in it; the database would fail on one wherever it is asked by it. */
export const refuseNul: RequestHandler = (request, response, next) => {
  if (/%00/.test(request.url)) response.sendStatus(404)
  else next()
}
