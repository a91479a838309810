import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { answerUpload } from '#app/http/upload-answer.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  return answerUpload(await completeUpload(actor, params.mediaId!))
}
