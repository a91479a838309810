import { onReturn } from './ask-server.ts'

/** Between two tries, in milliseconds, where nothing says that the line is back. */
const patience = 3000

/**
 * A fetch under which a page that is read while the line is cut waits for the line: a reading that failed would put an
 * error in the place of the page, with all that is typed on it. A reading is whole before it is handed on. Whatever
 * else is asked fails as it did.
 */
export function readPatiently(usual: typeof fetch, lineIsBack: (signal?: AbortSignal) => Promise<void>) {
  return async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    if (!isReading(input, init)) return usual(input, init)
    for (;;) {
      try {
        const response = await usual(input, init)
        if (!response.body) return response
        const { status, statusText, headers } = response
        return new Response(await response.arrayBuffer(), { status, statusText, headers })
      } catch (error) {
        if (!(error instanceof TypeError) || init?.signal?.aborted) throw error
        await lineIsBack(init?.signal ?? undefined)
      }
    }
  }
}

/** What the router reads of a page. */
function isReading(input: Parameters<typeof fetch>[0], init: RequestInit = {}): boolean {
  if (input instanceof Request || (init.method ?? 'GET') !== 'GET') return false
  return new URL(input, 'http://page').pathname.endsWith('.data')
}

/** Resolves when the line is said to be back, or after a while; rejects once nobody waits any more. */
export function lineIsBack(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (end: () => void) => () => {
      clearTimeout(timer)
      stopWaiting()
      signal?.removeEventListener('abort', giveUp)
      end()
    }
    const goOn = over(resolve)
    const giveUp = over(() => reject(signal!.reason as Error))
    const timer = setTimeout(goOn, patience)
    const stopWaiting = onReturn(goOn)
    signal?.addEventListener('abort', giveUp)
  })
}
