import type { AppLoadContext } from '@remix-run/node'
import { knownAs, makeKnown } from './browser-cookies.server.ts'

/** Where a session is to begin, and the cookie by which its browser is known afterwards. */
export function senderOf(request: Request, context: AppLoadContext) {
  const { token: device, cookie } = makeKnown('device', request)
  const agent = request.headers.get('User-Agent') ?? ''
  return {
    from: {
      agent,
      address: context.address,
      browser: knownAs('registering', request),
      device,
      instead: request,
    },
    cookie,
  }
}
