/** A path of this site to go on to, or the fallback: never somebody else's address. */
export function ownPath(value: unknown, fallback: string): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : fallback
}

/** The page of ours a form stood on, as its browser says, or the fallback. */
export function backOr(request: Request, fallback: string): string {
  const { origin } = new URL(request.url)
  const referrer = request.headers.get('Referer') ?? ''
  const own = [origin, request.headers.get('Origin') ?? origin].find((known) =>
    referrer.startsWith(`${known}/`),
  )
  return own ? ownPath(referrer.slice(own.length), fallback) : fallback
}
