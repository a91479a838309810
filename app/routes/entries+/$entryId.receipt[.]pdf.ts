import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { receiptPdf } from '#app/modules/entries/receipt-pdf.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const receipt = await receiptPdf(actor, params.entryId!)
  if (!receipt) notFound()
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${receipt.name}"`,
  }
  return new Response(new Uint8Array(receipt.body), { headers })
}
