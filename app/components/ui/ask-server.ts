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

/** Goes on when the line is back, or the reader from a tab in which they signed in; answers how to stop that. */
export function onReturn(goOn: () => void): () => void {
  window.addEventListener('online', goOn)
  window.addEventListener('focus', goOn)
  return () => {
    window.removeEventListener('online', goOn)
    window.removeEventListener('focus', goOn)
  }
}
