import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { auditEvents } from '#db/schema/index.ts'
import type { Row } from './rows.ts'
import { restoreWorld, touchedTables } from './snapshot.ts'
import { kinds, type Kind, type World } from './world.ts'

export type Outcome = {
  answers: Record<Kind, string>
  /** the events written, by each kind for whom it was done, without doubles */
  events: string[]
  /** what was changed without an answer that says so */
  secretly: string[]
  /** done, something changed, and no event says so */
  quietly: boolean
}

/** Asks a row as every kind of actor, each in the same world. */
export async function askAll(row: Row, world: World): Promise<Outcome> {
  const outcome: Outcome = { answers: {} as Record<Kind, string>, events: [], secretly: [], quietly: false }
  let last = await bring(row, world)
  for (const kind of kinds) {
    const known = (await touchedTables()).length
    const answer = inWords(row, await row.ask(world.actors[kind], world))
    outcome.answers[kind] = answer
    const touched = await touchedTables()
    if (answer === 'done') {
      const written = await writtenSince(last)
      if (written.length > 0) outcome.events.push(written.join(' '))
      else if (touched.length > known) outcome.quietly = true
    } else if (touched.length > known) outcome.secretly.push(`${kind}: ${touched.join(', ')}`)
    if (answer === 'done' || touched.length > known) last = await bring(row, world)
  }
  return { ...outcome, events: [...new Set(outcome.events)] }
}

/** Asks a row once, as somebody for whom it is done; null where it is for nobody. */
export async function askAllowed(row: Row, world: World): Promise<string | null> {
  const allowed = kinds.find((kind) => (row.answers[kind] ?? row.otherwise) === 'done')
  if (!allowed) return null
  await bring(row, world)
  return inWords(row, await row.ask(world.actors[allowed], world))
}

/** What came back, in the words of the matrix. */
function inWords(row: Row, answer: unknown): string {
  if (isRefusal(answer)) return answer.refused.key
  if (answer === null || answer === false || answer === undefined) return row.silent ? 'done' : 'nothing'
  return 'done'
}

/** The world as it was, and in the row's state; answers the last event before anybody asks. */
async function bring(row: Row, world: World): Promise<number> {
  await restoreWorld()
  if (row.given) await database().execute(row.given(world))
  const [last] = await database().execute<{ id: number }>(
    sql`select coalesce(max(id), 0)::int as id from ${auditEvents}`,
  )
  return last!.id
}

async function writtenSince(last: number): Promise<string[]> {
  const rows = await database().execute<{ kind: string }>(
    sql`select kind from ${auditEvents} where id > ${last} order by id`,
  )
  return rows.map((row) => row.kind)
}
