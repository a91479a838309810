/** The session has ended: what was asked for can be asked again once the reader has signed in. */
export class SessionEnded extends Error {}

/**
 * Asks as a script does, for JSON; with a body it is a POST. Throws where there is no line, and `SessionEnded` where the
 * server knows nobody by this browser any more.
 */
export async function askServer(
  path: string,
  { body, signal }: { body?: URLSearchParams; signal?: AbortSignal } = {},
): Promise<Response> {
  const headers = { Accept: 'application/json' }
  const response = await fetch(path, { method: body ? 'POST' : 'GET', body, signal, headers })
  if (response.status === 401) throw new SessionEnded()
  return response
}

/** An answer that takes longer is none. */
const patience = 30_000

/** What became of something that was sent to be stored; `said` is why it was not, in the server's own shape. */
export type Came<Answer, Said> =
  | { is: 'answered'; answer: Answer }
  | { is: 'said'; said: Said }
  | { is: 'notTaken'; status: number }
  | { is: 'noLine' }
  | { is: 'signedOut' }

/** Sends something to be stored. */
export async function askToStore<Answer, Said>(
  path: string,
  body: URLSearchParams,
): Promise<Came<Answer, Said>> {
  try {
    const response = await askServer(path, { body, signal: AbortSignal.timeout(patience) })
    if (response.ok) return { is: 'answered', answer: (await response.json()) as Answer }
    const { status } = response
    if (status === 409) return { is: 'said', said: (await response.json()) as Said }
    if (status >= 500 || status === 429) return { is: 'noLine' }
    return { is: 'notTaken', status }
  } catch (error) {
    return { is: error instanceof SessionEnded ? 'signedOut' : 'noLine' }
  }
}

/** Goes on when the line is back, or the reader from a tab in which they signed in; answers how to stop that. */
export function onReturn(goOn: () => void): () => void {
  window.addEventListener('online', goOn)
  window.addEventListener('focus', goOn)
  return () => {
    window.removeEventListener('online', goOn)
    window.removeEventListener('focus', goOn)
  }
}
