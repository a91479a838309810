import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { namePasskey } from '#app/modules/accounts/passkeys.server.ts'
import { passkeyName } from '#app/modules/accounts/sign-in-schema.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, passkeyName)
  if (!form.ok) return redirectWithNotice('/account/second-factor', 'form.error.required', {}, 'error')
  if (!(await namePasskey(actor, params.passkeyId!, form.value.name))) notFound()
  return redirectWithNotice('/account/second-factor', 'passkey.named')
}
