import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { Writable } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceContext } from './http/nonce.ts'
import { localeOf, pageTexts } from './i18n/all.server.ts'
import { TextsContext } from './i18n/use-translation.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    nonce: string
    address: string
  }
}

const patience = 10_000

/** Nothing is deferred, so the page is sent when it is whole: measured faster than piece by piece. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
) {
  return new Promise<Response>((answer, failed) => {
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <TextsContext.Provider value={pageTexts(localeOf(request))}>
          <RemixServer context={context} url={request.url} nonce={nonce} abortDelay={patience} />
        </TextsContext.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(impatience)
          const chunks: Buffer[] = []
          const page = new Writable({
            emitClose: false,
            write(chunk: Buffer, _encoding, next) {
              chunks.push(chunk)
              next()
            },
            final(next) {
              headers.set('Content-Type', 'text/html; charset=utf-8')
              headers.set('Cache-Control', cachingOf(request))
              answer(new Response(Buffer.concat(chunks), { headers, status }))
              next()
            },
          })
          pipe(page)
        },
        onShellError: failed,
        onError(error) {
          console.error(error)
        },
      },
    )
    // Cleared when the page is whole: a waiting timer keeps all of it in memory.
    const impatience = setTimeout(abort, patience + 1000).unref()
  })
}

/** Going back never shows somebody's page as it once was: a draft that is submitted by now, or after signing out. */
function cachingOf(request: Request): string {
  return /(?:^|;\s*)session=/.test(request.headers.get('Cookie') ?? '') ? 'no-store' : 'no-cache'
}

export function handleError(error: unknown, { request }: { request: Request }) {
  const missing = isRouteErrorResponse(error) && error.status < 500
  if (!missing && !request.signal.aborted) console.error(new URL(request.url).pathname, error)
}
