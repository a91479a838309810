import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { handIn } from '#app/http/hand-in.server.ts'
import { arrivalOf } from '#app/modules/entries/submit-entry.server.ts'

const seen = z.object({ version: z.coerce.number().int().optional() })

export async function action({ request, params }: ActionFunctionArgs) {
  const arrived = arrivalOf()
  const actor = await requireActor(request)
  const form = await readForm(request, seen)
  return form.ok ? handIn(actor, params.entryId!, arrived, form.value.version) : form.failed
}
