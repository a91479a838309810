import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { backOr } from '#app/http/own-path.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import { allEditions } from '#app/modules/accounts/change-role.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import { roundsSaid } from '#app/modules/outreach/invite-to-role.server.ts'

export const loader = () => redirect('/')

/** Invites, then leads back to the page the form stood on, with a sentence that says what happened. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  await requireRecentProof(request, actor, (form) => form.get('role') === 'admin')
  const back = backOr(request, '/')
  const form = await readForm(request, schema.invitation)
  if (!form.ok) return redirectWithNotice(back, 'auth.error.email', {}, 'error')
  const edition = form.value.editionId === allEditions ? null : form.value.editionId || null
  const refusal = await invite(actor, form.value, await roundsSaid(edition))
  if (refusal) return redirectWithNotice(back, refusal.refused.key, refusal.refused.values, 'error')
  return redirectWithNotice(back, 'admin.invited', { email: form.value.email })
}
