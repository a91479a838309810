import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { networkOf } from '#app/modules/accounts/network-of.ts'
import { strengthOf, whyTooEasy } from '#app/modules/accounts/password-strength.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { passwordToMeasure } from '#app/modules/accounts/sign-in-schema.ts'

export const loader = () => redirect('/')

/** What a password that is being typed is worth. Nothing of it is kept; who types on is answered no more for a while. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, passwordToMeasure)
  if (!form.ok) return Response.json(null, { status: 400 })
  if (await takeTry('measure-address', networkOf(context.address))) return Response.json(null)
  const { password, ...person } = form.value
  const refusal = whyTooEasy(password, person)
  return Response.json(
    refusal ? { refused: refusal.refused.key } : { strength: strengthOf(password, person) },
  )
}
