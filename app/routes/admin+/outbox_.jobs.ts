import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { rerunJobs } from '#app/modules/mail/resend-letters.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const answer = await rerunJobs(actor)
  if (!answer) notFound()
  return redirectWithNotice('/admin/outbox', 'admin.resend.jobsDone', { count: answer.revived })
}
