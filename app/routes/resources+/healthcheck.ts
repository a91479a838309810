import { checkHealth } from '#app/modules/audit/check-health.server.ts'

/** 200 only when database and bucket answer. */
export async function loader() {
  const faults = await checkHealth()
  return new Response(faults.length ? faults.join('\n') : 'ok', {
    status: faults.length ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
