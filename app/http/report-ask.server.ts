import { reportForm } from '#app/modules/participation/schema.ts'
import { notFound } from './guard.server.ts'

/** What a report form asks for by its address. */
export function askedReport(request: Request) {
  const parsed = reportForm.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  return parsed.success ? parsed.data : notFound()
}
