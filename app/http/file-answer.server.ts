import { notFound } from './guard.server.ts'

/** A file made on the spot, to be kept; without one there is nothing to see. */
export function fileAnswer(file: { name: string; type: string; body: Buffer } | null): Response {
  if (!file) notFound()
  const headers = {
    'Content-Type': file.type,
    'Content-Disposition': `attachment; filename="${file.name}"`,
  }
  return new Response(new Uint8Array(file.body), { headers })
}
