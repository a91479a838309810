import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { answerUpload } from '#app/http/upload-answer.server.ts'
import * as schema from '#app/modules/media/schema.ts'
import { startUpload } from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, schema.uploadStart)
  if (!form.ok) {
    const { name = '' } = form.failed.data.values
    return answerUpload(refuse('media.refused.invalid', { name: name.slice(0, 80) }))
  }
  return answerUpload(await startUpload(actor, params.entryId!, form.value))
}
