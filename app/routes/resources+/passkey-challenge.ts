import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { ceremonyCookie } from '#app/http/ceremony-cookie.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { requireSomebody } from '#app/http/guard.server.ts'
import { networkOf } from '#app/modules/accounts/network-of.ts'
import { challengeToRegister, challengeToSignIn } from '#app/modules/accounts/passkey-challenges.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { passkeyPurpose } from '#app/modules/accounts/sign-in-schema.ts'

export const loader = () => redirect('/')

/** What a key is to sign: asked by a script before each use, good once and for five minutes. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, passkeyPurpose)
  if (!form.ok) return Response.json(null, { status: 400 })
  if (await takeTry('passkey-address', networkOf(context.address)))
    return Response.json(null, { status: 429 })
  const challenge =
    form.value.for === 'signIn'
      ? await challengeToSignIn()
      : await challengeToRegister(await requireSomebody(request))
  if (!challenge) return Response.json(null, { status: 404 })
  const headers = { 'Set-Cookie': ceremonyCookie(challenge.browser) }
  return Response.json(challenge.options, { headers })
}
