import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection, Transaction } from '#db/client.ts'
import { returnAsks } from '#db/schema/entries.ts'
import { changedIn, isAnswered, nameOf, partOf, saidIn, targetsIn, type Content, type Said } from './asked.ts'
import type { Section } from './entry.ts'
import { sectionOf } from './schema.ts'

export type ReturnAsk = typeof returnAsks.$inferSelect

/** An ask with what has become of it so far. */
export type ShownAsk = Pick<ReturnAsk, 'id' | 'section' | 'target' | 'reason' | 'was' | 'keptWhy'> & {
  /** of what was asked for, where it is a row or a file */
  name: string
  is: Said
  changed: string[]
  answered: boolean
}

type Ask = {
  entryId: string
  sections: Section[]
  targets: string[]
  reasonOf: (section: Section) => string
}

/** Writes down what is asked for, with what stands there now. A section without a target of its own is asked for whole. */
export async function recordAsks(tx: Transaction, content: Content, ask: Ask): Promise<ShownAsk[]> {
  const said = saidIn(content)
  const known = new Set(targetsIn(content))
  const asked = ask.sections.flatMap((section) => {
    const own = ask.targets.filter((target) => sectionOf(target) === section && known.has(target))
    return (own.length ? [...new Set(own)] : ['']).map((target) => ({ section, target }))
  })
  const rows = asked.map((one, index) => ({
    ...one,
    entryId: ask.entryId,
    position: index + 1,
    reason: ask.reasonOf(one.section),
    was: partOf(said, one),
  }))
  const kept = await tx.insert(returnAsks).values(rows).returning()
  return kept.map((one) => shownAsk(one, said))
}

/** What a returned dossier was asked for and has not been handed in with yet. */
export const asksOf = (entryId: string, connection: Connection = database()): Promise<ReturnAsk[]> =>
  connection
    .select()
    .from(returnAsks)
    .where(and(eq(returnAsks.entryId, entryId), isNull(returnAsks.became)))
    .orderBy(asc(returnAsks.position))

/** Everything a dossier was ever asked for, first what was asked first: as it was handed in or, while it is out, as it stands now. */
export async function everAskedOf(
  content: Content & { entry: { id: string } },
  connection: Connection = database(),
): Promise<(ShownAsk & { at: Date })[]> {
  const rows = await connection
    .select()
    .from(returnAsks)
    .where(eq(returnAsks.entryId, content.entry.id))
    .orderBy(asc(returnAsks.at), asc(returnAsks.position))
  const said = saidIn(content)
  return rows.map((ask) => ({ ...shownAsk(ask, said), at: ask.at }))
}

export function shownAsk(ask: ReturnAsk, said: Said): ShownAsk {
  const { id, section, target, reason, was, keptWhy } = ask
  const is = ask.became ?? partOf(said, ask)
  const answered = isAnswered(ask, is)
  const changed = changedIn(was, is)
  return { id, section, target, reason, name: nameOf(ask, was), was, keptWhy, is, changed, answered }
}

/** The dossier is handed in: what became of each ask stands from here on. */
export async function closeAsks(tx: Transaction, asks: ReturnAsk[], said: Said) {
  for (const ask of asks)
    await tx
      .update(returnAsks)
      .set({ became: partOf(said, ask), answeredAt: sql`clock_timestamp()` })
      .where(eq(returnAsks.id, ask.id))
}
