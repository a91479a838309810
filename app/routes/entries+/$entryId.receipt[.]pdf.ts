import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireActor, shown } from '#app/http/guard.server.ts'
import { receiptFor } from '#app/modules/access/dossier.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const receipt = shown(await receiptFor(actor, params.entryId!))
  return fileAnswer({ ...receipt, type: 'application/pdf' })
}
