import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { authorLetter } from '#app/modules/outreach/schema.ts'

/** The letter with the author's link once more, of a work entered for them. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const page = `/entries/${params.entryId}`
  const form = await readForm(request, authorLetter)
  if (!form.ok) return redirectWithNotice(page, 'follow.behalf.error.email', {}, 'error')
  if (!(await resendToAuthor(actor, params.entryId!, form.value.email))) notFound()
  return redirectWithNotice(page, 'follow.behalf.resent', { email: form.value.email })
}
