import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { pastEditions, pastParticipation, populations } from '#db/schema/participation.ts'
import type { Actor } from '../actor/actor.ts'
import { administers, mayCreateEditions } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { editionByNumber } from '../editions/editions.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { askedFrame, unitsOf } from '../provinces/history.server.ts'
import { readProvinceLines, type ProvinceLine } from './province-lines.ts'
import type { pastEditionForm, populationForm } from './schema.ts'

/** Figures that concern every edition: administrators and organizers of all. */
export const mayImportFigures = (actor: Actor) => administers(actor) || mayCreateEditions(actor)

/** The totals of an edition before the portal, and where given its provinces; entered again they replace what stood. */
export async function importPastEdition(
  actor: Actor,
  ask: z.infer<typeof pastEditionForm>,
  list: string,
): Promise<{ provinces: number } | Refusal | null> {
  if (!mayImportFigures(actor)) return null
  const frame = await askedFrame(ask.frame)
  const lines = list === '' ? [] : readProvinceLines(list, await unitsOf(frame))
  const wrong = wrongLines(lines)
  if (wrong) return wrong
  if (await editionByNumber(ask.number)) return refuse('measures.error.ofPortal', {}, 'number')
  return database().transaction(async (tx) => {
    const { number, year, received, eligible, inFinal, prizes, source } = ask
    const values = { number, year, received, eligible, inFinal, prizes, source, rough: ask.rough === 'on' }
    await tx
      .insert(pastEditions)
      .values(values)
      .onConflictDoUpdate({ target: pastEditions.number, set: values })
    if (lines.length > 0) {
      await tx.delete(pastParticipation).where(eq(pastParticipation.number, number))
      await tx.insert(pastParticipation).values(
        lines.map(({ code, numbers }) => ({
          number,
          frame,
          code: code!,
          received: numbers[0]!,
          eligible: numbers[1] ?? null,
          inFinal: numbers[2] ?? null,
          prizes: numbers[3] ?? null,
        })),
      )
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.imported',
      subjectId: String(number),
      details: { what: 'edition', provinces: lines.length, source },
    })
    return { provinces: lines.length }
  })
}

/** How many people each province has, of a year, from a source. */
export async function importPopulations(
  actor: Actor,
  ask: z.infer<typeof populationForm>,
  list: string,
): Promise<{ provinces: number } | Refusal | null> {
  if (!mayImportFigures(actor)) return null
  const frame = await askedFrame(ask.frame)
  const lines = readProvinceLines(list, await unitsOf(frame))
  if (lines.length === 0) return refuse('measures.error.noLines', {}, 'list')
  const wrong = wrongLines(lines)
  if (wrong) return wrong
  return database().transaction(async (tx) => {
    const rows = lines.map(({ code, numbers }) => ({
      frame,
      code: code!,
      year: ask.year,
      people: numbers[0]!,
      source: ask.source,
    }))
    if (rows.some((row) => row.people < 1)) return refuse('form.error.number', {}, 'list')
    await tx
      .insert(populations)
      .values(rows)
      .onConflictDoUpdate({
        target: [populations.frame, populations.code, populations.year],
        set: { people: sql`excluded.people`, source: sql`excluded.source` },
      })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.imported',
      subjectId: frame,
      details: { what: 'population', year: ask.year, source: ask.source, provinces: rows.length },
    })
    return { provinces: rows.length }
  })
}

/** A refusal that names every line that is no province, has no number, or comes twice. */
function wrongLines(lines: ProvinceLine[]): Refusal | null {
  const seen = new Set<string>()
  const wrong = lines.filter((line) => {
    const fine =
      line.code !== null && line.numbers[0] !== null && line.numbers[0] !== undefined && !seen.has(line.code)
    if (line.code !== null) seen.add(line.code)
    return !fine
  })
  if (wrong.length === 0) return null
  const said = wrong.slice(0, 20).map((line) => `${line.line}: ${line.typed}`)
  return refuse('measures.error.lines', { lines: said.join('; ') }, 'list')
}
