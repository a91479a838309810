import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const done = await completeUpload(actor, params.mediaId!)
  if (!done) notFound()
  return Response.json(done, { status: isRefusal(done) ? 409 : 200 })
}
