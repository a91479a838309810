import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

export type Query = Record<string, string | string[]>
/** A request before it is sent; `path` as it stands on the wire. */
export type Ask = {
  method: string
  path: string
  query?: Query
  headers?: Record<string, string>
  body?: string
}
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Sends what it is given and nothing else: `fetch` would tidy the path and choose headers itself. */
export function sendRaw(endpoint: string, ask: Ask): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint)
  const { method, headers } = ask
  return new Promise((answered, failed) => {
    const request = httpRequest({ hostname, port, method, headers, path: target(ask), agent: false })
    request.once('error', failed)
    request.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', failed)
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        answered({ status: response.statusCode!, headers: response.headers, body })
      })
    })
    request.end(ask.body)
  })
}

function target({ path, query = {} }: Ask): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}
