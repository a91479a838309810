import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { dossierOfFile } from '#app/modules/media/dossier-of-file.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const answer = await removeMedia(actor, params.mediaId!)
  if (!answer) notFound()
  if (isRefusal(answer)) {
    const entryId = (await dossierOfFile(actor, params.mediaId!)) ?? notFound()
    return redirectWithNotice(`/entries/${entryId}`, answer.refused.key, answer.refused.values, 'error')
  }
  return redirectWithNotice(`/entries/${answer.entryId}`, 'entry.notice.removed')
}
