import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const answer = await signOff(actor, params.panelId!)
  if (!answer) notFound()
  const page = `/judging/panels/${params.panelId}`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'chair.signedNotice')
}
