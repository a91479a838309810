import { startEmbeddedDatabase } from '#db/embedded.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { plantProvinces } from '#db/seed/provinces.ts'
import { connect } from '#db/client.ts'
import { join } from 'node:path'
import { startPortal } from '../support/portal.ts'
import { family } from './processes.ts'
import { password, seedBench, type Scenario } from './seed.ts'

/** The production build on a database of its own, seeded, with the processes whose CPU is counted. */
export async function startBench(folder: string, scenario: Scenario) {
  const database = await startEmbeddedDatabase(join(folder, 'postgres'))
  await migrateDatabase(database.url)
  const opened = connect(database.url, { max: 1 })
  await plantProvinces(opened.db)
  await opened.close()
  const seeded = await seedBench(database.url, scenario)
  const began = performance.now()
  const portal = await startPortal({
    folder: join(folder, 'data'),
    env: { DATABASE_URL: database.url, NODE_ENV: '' },
  })
  return {
    database,
    portal,
    seeded,
    startSeconds: (performance.now() - began) / 1000,
    pids: () => [...family(portal.child.pid!), ...family(database.pid)],
    stop: async () => {
      await portal.stop()
      await database.stop()
    },
  }
}

export async function signIn(origin: string, email: string): Promise<string> {
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ email, password, next: '' }),
  })
  if (answer.status !== 302) throw new Error(`${email} could not sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
