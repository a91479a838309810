import { json, redirect } from '@remix-run/node'
import type { Actor } from '#app/modules/actor/actor.ts'
import { actorOf } from '#app/modules/accounts/lucia.server.ts'
import { isRefusal, type Refusal } from '#app/modules/refusal/refusal.ts'
import { whileSignedOut } from './kept-form.server.ts'

const underWay = new Map<string, ReturnType<typeof actorOf>>()

/**
 * Who asks. The loaders of one page run in parallel on requests of their own, so they share the answer that is on its
 * way; the root hands a prolonged cookie back.
 */
export function currentActor(request: Request) {
  const cookie = request.headers.get('Cookie') ?? ''
  const known = underWay.get(cookie)
  if (known) return known
  const answer = actorOf(request).finally(() => underWay.delete(cookie))
  underWay.set(cookie, answer)
  return answer
}

/**
 * Somebody who is signed in, or a redirect to the sign-in page that leads back here. A script that saves or fetches is
 * told so (401): it would take the page for an answer. A form is told so with what it held, which the page keeps.
 */
export async function requireActor(request: Request): Promise<Actor> {
  const { enrolling } = await currentActor(request)
  if (enrolling) throw await toSetUp(request)
  return requireSomebody(request)
}

/** The same, and whoever has yet to set up the second factor that is required: for the pages on which that is done. */
export async function requireSomebody(request: Request): Promise<Actor> {
  const { actor } = await currentActor(request)
  if (actor) return actor
  if (request.headers.get('Accept') === 'application/json')
    throw json({ key: 'error.signedOut' }, { status: 401 })
  if (request.method !== 'GET') throw json(await whileSignedOut(request), { status: 401 })
  const { pathname, search } = new URL(request.url)
  throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}

/** Nothing else is done before the second factor is there; a form that was sent waits on its page. */
async function toSetUp(request: Request): Promise<Response> {
  if (request.method === 'GET' && request.headers.get('Accept') !== 'application/json')
    return redirect('/account/second-factor')
  return json({ key: 'auth.error.setUpFirst' }, { status: 403 })
}

/** What is not yours is not there. */
export function notFound(): never {
  throw new Response(null, { status: 404 })
}

/** What was there for everybody and was taken back; the sentence says since when. */
export function gone(key: string, values: Record<string, string | number>): never {
  throw json({ key, values }, { status: 410 })
}

/** Refused for a reason that may be told. */
export function forbidden(key: string): never {
  throw json({ key }, { status: 403 })
}

/** What is there to see: a refusal gives its reason, and what is not yours is not there. */
export function shown<Found extends object>(found: Found | Refusal | null): Exclude<Found, Refusal> {
  if (!found) notFound()
  if (isRefusal(found)) throw json(found.refused, { status: 403 })
  return found as Exclude<Found, Refusal>
}

/** Somebody for whom `may` holds; to anyone else who is signed in the page does not exist. */
export async function requireActorWho(request: Request, may: (actor: Actor) => boolean): Promise<Actor> {
  const actor = await requireActor(request)
  return may(actor) ? actor : notFound()
}
