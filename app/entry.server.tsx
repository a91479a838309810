import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { pathForLog } from './http/log-requests.ts'
import { NonceContext } from './http/nonce.ts'
import { patience, wholePage } from './http/whole-page.ts'
import { localeOf, pageTexts } from './i18n/all.server.ts'
import { TextsContext } from './i18n/use-translation.ts'
import { log } from './log.server.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    nonce: string
    address: string
  }
}

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
) {
  const page = await wholePage(
    <NonceContext.Provider value={nonce}>
      <TextsContext.Provider value={pageTexts(localeOf(request))}>
        <RemixServer context={context} url={request.url} nonce={nonce} abortDelay={patience} />
      </TextsContext.Provider>
    </NonceContext.Provider>,
    { nonce, onError: (error) => log.error(error) },
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(page, { headers, status })
}

export function handleError(error: unknown, { request }: { request: Request }) {
  const missing = isRouteErrorResponse(error) && error.status < 500
  if (!missing && !request.signal.aborted) log.error(pathForLog(new URL(request.url).pathname), error)
}
