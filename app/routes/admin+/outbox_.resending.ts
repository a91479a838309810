import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { resendAll, resendLetter } from '#app/modules/mail/resend-letters.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** One letter, or all that wait or failed. */
const resendForm = z.object({ letter: z.string().default('') })

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const form = await readForm(request, resendForm)
  if (!form.ok) return form.failed
  const { letter } = form.value
  const answer = await (letter ? resendLetter(actor, letter) : resendAll(actor))
  if (!answer) notFound()
  const page = '/admin/outbox'
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return 'recipient' in answer
    ? redirectWithNotice(page, 'admin.resend.done', { email: answer.recipient })
    : redirectWithNotice(page, 'admin.resend.doneAll', { count: answer.resent })
}
