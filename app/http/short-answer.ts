/**
 * JSON that says how long it is: the compression leaves short answers alone where it knows their length, which on a score
 * sheet saved after every change costs more than it spares.
 */
export function shortAnswer(
  answer: object,
  init: { status?: number; headers?: Record<string, string> } = {},
) {
  const body = JSON.stringify(answer)
  const headers = {
    ...init.headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
  }
  return new Response(body, { ...init, headers })
}
