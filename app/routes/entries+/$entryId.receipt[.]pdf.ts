import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { receiptPdf } from '#app/modules/entries/receipt-pdf.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const receipt = await receiptPdf(actor, params.entryId!)
  return fileAnswer(receipt && { ...receipt, type: 'application/pdf' })
}
