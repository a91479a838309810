import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type ErrorRequestHandler } from 'express'
import { createServer, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { environment } from './env.server.ts'
import { keepNothingUnsaid } from './http/caching.ts'
import { headers } from './http/headers.ts'
import { leafHandlers } from './http/leaf-handlers.ts'
import { limitBodies } from './http/limit-bodies.ts'
import { refuseMalformed } from './http/refuse-malformed.ts'
import { logRequests } from './http/log-requests.ts'
import { knownByOneName, refuseForeignOrigin } from './http/origin.ts'
import { endTold, log } from './log.server.ts'
import { isHttps } from './own-cookies.server.ts'

/** The HTTP process. It holds no database of its own: the pages bring theirs. */
const env = environment()
const development = env.NODE_ENV === 'development'
const bucketOrigin = new URL(env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT).origin

const app = express()
const server = createServer(app)
app.disable('x-powered-by')
app.set('trust proxy', env.TRUST_PROXY)
app.use(logRequests)
app.use(keepNothingUnsaid)
app.use(headers({ bucketOrigin, development, https: isHttps() }))
app.use(refuseForeignOrigin(env.APP_ORIGIN))
app.use(knownByOneName(env.APP_ORIGIN))
app.use(limitBodies)
app.use(refuseMalformed)
const compressed = compression({ level: 4, threshold: 1400 })

if (development) {
  const vite = await import('vite')
  const dev = await vite.createServer({ server: { middlewareMode: true, hmr: { server } } })
  app.use(dev.middlewares)
  app.use(compressed)
  app.all(
    '*',
    pages(() => dev.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>),
  )
} else {
  const built = new URL('../build/', import.meta.url)
  const build = withAllRoutes((await import(new URL('server/index.js', built).href)) as ServerBuild)
  // Before the compression: these files were compressed once, when they were built.
  app.use(sirv(fileURLToPath(new URL('client', built)), { brotli: true, gzip: true, setHeaders: keepFor }))
  app.use('/assets', (_request, response) => response.sendStatus(404))
  app.use(compressed)
  const handlerOf = leafHandlers(build, pages)
  app.all('*', (request, response, next) => handlerOf(request.path)(request, response, next))
}

/** What is named by its content is kept for good. */
function keepFor(response: ServerResponse, path: string) {
  const rule = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
  response.setHeader('Cache-Control', rule)
}

/**
 * The browser gets the whole list of routes, 3 kB that it keeps for good, instead of asking for parts of it: on a bad
 * line that was one more request before the first visit of every page.
 */
function withAllRoutes(build: ServerBuild): ServerBuild {
  return { ...build, future: { ...build.future, v3_lazyRouteDiscovery: false } }
}

function pages(build: ServerBuild | (() => Promise<ServerBuild>)) {
  return createRequestHandler({
    build,
    mode: env.NODE_ENV,
    getLoadContext: (request, response) => ({
      nonce: response.locals.nonce as string,
      address: request.ip ?? '',
    }),
  })
}

/** Without it Express prints the error as it is. */
const failed: ErrorRequestHandler = (error, _request, response, next) => {
  log.error(error)
  if (response.headersSent) next()
  else response.sendStatus(Number((error as { status?: unknown }).status) || 500)
}
app.use(failed)
process.on('uncaughtException', endTold)

server.listen(env.PORT, env.HOST, () => process.send?.('ready'))
server.once('error', (error) => {
  log.error(error.message)
  process.exit(1)
})

function stop() {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), 4000).unref()
}
process.on('SIGTERM', stop)
process.on('SIGINT', () => {})
process.on('disconnect', stop)
