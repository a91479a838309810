import type { RequestHandler } from 'express'
import { randomBytes } from 'node:crypto'

/** Two years, as the lists of browsers ask. */
const twoYears = 63_072_000

/** What a browser could lend a page, and no page here asks for. */
const notAsked = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi']
  .map((feature) => `${feature}=()`)
  .join(', ')

/**
 * The headers every answer carries. Media come from the bucket's own origin, which is the only other one allowed;
 * scripts need the nonce of their page.
 */
export function headers(options: {
  bucketOrigin: string
  development: boolean
  https: boolean
}): RequestHandler {
  const { development } = options
  const bucketOrigin = asSource(options.bucketOrigin)
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    const policy = [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self'${development ? " 'unsafe-inline'" : ''}`,
      "font-src 'self'",
      `img-src 'self' data: blob: ${bucketOrigin}`,
      `media-src 'self' ${bucketOrigin}`,
      `frame-src 'self' ${bucketOrigin}`,
      `connect-src 'self' ${bucketOrigin}${development ? ' ws:' : ''}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "manifest-src 'self'",
    ]
    response.setHeader('Content-Security-Policy', policy.join('; '))
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    response.setHeader('Permissions-Policy', notAsked)
    if (options.https)
      response.setHeader('Strict-Transport-Security', `max-age=${twoYears}; includeSubDomains`)
    next()
  }
}

/** The policy knows no addresses of version 6 (CSP 3, host-source): for one, any host on its port is let through. */
export function asSource(origin: string): string {
  const { protocol, hostname, port } = new URL(origin)
  return hostname.startsWith('[') ? `${protocol}//*:${port || (protocol === 'https:' ? 443 : 80)}` : origin
}
