import type { z } from 'zod'
import { asOf, database } from '#app/ground.server.ts'
import { reports } from '#db/schema/reports.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { holds, toldOf } from '../participation/own-province.server.ts'
import { askedFrame, unitsOf } from '../provinces/history.server.ts'
import { reportFigures } from './report-figures.server.ts'
import type { reportForm } from './schema.ts'

type Ask = z.infer<typeof reportForm>

/**
 * Draws up the report of an edition for the country (its organizers) or for one province (its organizers and its
 * coordinator). What was asked, when, and every figure stay as they were; only the wording changes after.
 */
export async function drawReport(
  actor: Actor,
  edition: { id: string; number: number; closesAt: Date },
  asked: Ask,
): Promise<{ reportId: string } | null> {
  const ask = { ...asked, frame: await askedFrame(asked.frame, edition) }
  const province = ask.province || null
  const organizer = organizes(actor, edition.id)
  if (!organizer && !(await holds(actor, ask.frame, province))) return null
  const units = await unitsOf(ask.frame)
  if (province && !units.some((unit) => unit.code === province)) return null
  const figures = await asOf(async () =>
    reportFigures({
      edition,
      frame: ask.frame,
      province,
      period: { from: ask.from || undefined, to: ask.to || undefined },
      told: organizer ? { final: true, prizes: true } : await toldOf(edition.id),
    }),
  )
  if (!figures) return null
  return database().transaction(async (tx) => {
    const [row] = await tx
      .insert(reports)
      .values({
        editionId: edition.id,
        frame: ask.frame,
        code: province,
        ask: { kind: ask.kind, letterhead: ask.letterhead, from: ask.from, to: ask.to },
        figures,
        takenAt: new Date(figures.takenAt),
        createdBy: actor.userId,
      })
      .returning({ id: reports.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.reported',
      subjectId: row!.id,
      editionId: edition.id,
      details: { ...ask, province },
    })
    return { reportId: row!.id }
  })
}

/** What prints the same figures. */
export function commandOf(
  number: number,
  province: string | null,
  frame: string,
  { from, to }: { from: string; to: string },
): string {
  const parts = [
    `npx chungkhao participation --edition ${number}`,
    province ? `--province ${frame}:${province}` : `--frame ${frame}`,
    ...(from ? [`--from ${from}`] : []),
    ...(to ? [`--to ${to}`] : []),
  ]
  return parts.join(' ')
}
