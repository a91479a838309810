import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { extendReturn } from '#app/modules/screening/extend-return.server.ts'
import { returnExtension } from '#app/modules/screening/screening-decision.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = `/organizer/${edition.number}/entries/${params.entryId}`
  const form = await readForm(request, returnExtension)
  if (!form.ok) return redirectWithNotice(page, 'screening.extensionIncomplete', {}, 'error')
  const answer = await extendReturn(actor, params.entryId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'screening.extended')
}
