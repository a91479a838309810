import type { RequestHandler } from 'express'
import { log } from '../log.server.ts'

/** At LOG_LEVEL=info a line for each answered request. */
export const logRequests: RequestHandler = (request, response, next) => {
  const began = performance.now()
  const { method, path } = request
  response.once('close', () => {
    const took = (performance.now() - began).toFixed(0)
    const status = response.writableFinished ? response.statusCode : 'cut'
    // One text: numbers of their own would be coloured where colours are asked for.
    log.info(`${method} ${pathForLog(path)} ${status} ${took} ms`)
  })
  next()
}

/**
 * The path with words, numbers and ids; anything else could be the secret of a link in a letter, which opens what it is
 * for to whoever reads it here.
 */
export const pathForLog = (path: string) =>
  path
    .split('/')
    .map((piece) => (/^(?:[a-z][a-z.-]{0,23}|\d{1,6}|[a-z]{3}_[0-9a-z]{20}|)$/.test(piece) ? piece : '*'))
    .join('/')
