import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import * as schema from '#app/modules/media/schema.ts'
import { signParts } from '#app/modules/media/start-upload.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, schema.partNumbers)
  if (!form.ok) return Response.json({ refused: { key: 'form.error.invalid' } }, { status: 409 })
  const signed = await signParts(actor, params.mediaId!, form.value.parts)
  if (!signed) notFound()
  return Response.json(signed, { status: isRefusal(signed) ? 409 : 200 })
}
