import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { requestOwnData } from '#app/modules/exports/request-export.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const wait = await takeTry('export-account', actor.userId)
  if (wait) return redirectWithNotice('/account/data', 'auth.error.tooMany', { seconds: wait }, 'error')
  await requestOwnData(actor)
  return redirectWithNotice('/account/data', 'personal.take.asked')
}
