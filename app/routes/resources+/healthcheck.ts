import { checkHealth, mayChangeRecord } from '#app/modules/audit/check-health.server.ts'
import { scannerTrouble } from '#app/modules/media/scan-media.server.ts'
import { troubles } from '#app/modules/mail/undelivered.server.ts'

/** 200 only when database and bucket answer; then also what of mail and jobs somebody has to look after. */
export async function loader() {
  const faults = await checkHealth()
  return new Response((faults.length ? faults : ['ok', ...(await toLookAfter())]).join('\n'), {
    status: faults.length ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

async function toLookAfter(): Promise<string[]> {
  const [{ letters, server, jobs }, oneRole, scanner] = await Promise.all([
    troubles(),
    mayChangeRecord(),
    scannerTrouble(),
  ])
  const counts: [string, number][] = [
    ['letters failed', letters.failed],
    ['letters uncertain', letters.uncertain],
    ['jobs dead', jobs.reduce((sum, job) => sum + job.count, 0)],
  ]
  return [
    ...(oneRole ? ['database role may change the record'] : []),
    ...(server
      ? [`mail server down since ${server.since.toISOString()}`, `letters waiting ${letters.waiting}`]
      : []),
    ...(scanner ? [scanner] : []),
    ...counts.filter(([, count]) => count > 0).map(([what, count]) => `${what} ${count}`),
  ]
}
