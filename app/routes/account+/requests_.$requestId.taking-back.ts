import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { takeBackRequest } from '#app/modules/privacy/move-request.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const answer = (await takeBackRequest(actor, params.requestId!)) ?? notFound()
  return isRefusal(answer)
    ? redirectWithNotice('/account/data', answer.refused.key, answer.refused.values, 'error')
    : redirectWithNotice('/account/data', 'personal.ask.tookBack')
}
