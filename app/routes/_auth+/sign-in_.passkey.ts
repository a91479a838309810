import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { ceremonyIn } from '#app/http/ceremony-cookie.server.ts'
import { entered } from '#app/http/entered.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { signInWithPasskey } from '#app/modules/accounts/passkeys.server.ts'
import { passkeySignIn } from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const loader = () => redirect('/sign-in')

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, passkeySignIn)
  if (!form.ok) return redirectWithNotice('/sign-in', 'auth.error.passkey.unknown', {}, 'error')
  const { passkey, next } = form.value
  const { from, cookie } = senderOf(request, context)
  const answer = await signInWithPasskey(passkey, ceremonyIn(request), from)
  if (!isRefusal(answer)) return entered(answer, cookie, next)
  const { key, values } = answer.refused
  return redirectWithNotice(`/sign-in?next=${encodeURIComponent(next)}`, key, values, 'error')
}
