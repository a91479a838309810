import { database } from '#app/ground.server.ts'
import { roman } from '#app/i18n/format.ts'
import type { Actor } from '../accounts/actor.ts'
import { coordinatedProvinces, organizes } from '../accounts/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { documentFile } from '../exports/formats/render-document.server.ts'
import { askedFrame, unitsOf } from './history.server.ts'
import { printParticipation } from './print.server.ts'
import { participationReport, type ReportAsk } from './report.server.ts'
import type { reportForm } from './schema.ts'
import type { z } from 'zod'

type Ask = z.infer<typeof reportForm>
/**
 * The report of an edition for the country (its organizers) or for one province (its organizers and its coordinator).
 * What was asked and when stays on the record, so that every number can be asked for again.
 */
export async function makeReport(
  actor: Actor,
  edition: { id: string; number: number },
  province: string | null,
  asked: Ask,
): Promise<{ name: string; type: string; body: Buffer } | null> {
  const ask = { ...asked, frame: await askedFrame(asked.frame) }
  const held = coordinatedProvinces(actor)
  const own = held.some((row) => row.frame === ask.frame && row.code === province)
  if (!organizes(actor, edition.id) && !own) return null
  const unit = (await unitsOf(ask.frame)).find((one) => one.code === province)
  if (province && !unit) return null
  const at = new Date()
  const period = { from: ask.from || undefined, to: ask.to || undefined }
  const figures = await printParticipation({
    edition: edition.number,
    frame: ask.frame,
    province: province ?? undefined,
    period,
  })
  if (!figures) return null
  const shown: ReportAsk = {
    letterhead: ask.letterhead,
    kind: ask.kind,
    command: commandOf(edition.number, province, ask),
    province: unit ? { code: unit.code, name: unit.name, isCity: unit.isCity } : null,
  }
  await database().transaction((tx) =>
    recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.reported',
      subjectId: edition.id,
      editionId: edition.id,
      details: { ...ask, province },
    }),
  )
  return documentFile(
    participationReport(figures, shown, at),
    `bao-cao-${roman(edition.number)}${province ? `-${province}` : ''}`,
    ask.format,
  )
}

/** What prints the same figures. */
function commandOf(number: number, province: string | null, { frame, from, to }: Ask): string {
  const parts = [
    `npx chungkhao participation --edition ${number}`,
    province ? `--province ${frame}:${province}` : `--frame ${frame}`,
    ...(from ? [`--from ${from}`] : []),
    ...(to ? [`--to ${to}`] : []),
  ]
  return parts.join(' ')
}
