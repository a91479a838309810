import { and, desc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { reports } from '#db/schema/reports.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { documentFile } from '../documents/render-document.server.ts'
import { renderXlsx } from '../documents/xlsx.server.ts'
import { contentTypes } from '../documents/content-types.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { askedFrame, provinceHistory, unitsOf } from '../provinces/history.server.ts'
import { holds, holdsSince, toldOf } from '../participation/own-province.server.ts'
import { participationReport, worded, type ReportAsk } from './report.server.ts'
import { reportFigures, type ReportFigures } from './report-figures.server.ts'
import type { reportForm } from './schema.ts'
import { tilesOf } from '../provinces/tiles.ts'

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
  const figures = await reportFigures({
    edition,
    frame: ask.frame,
    province,
    period: { from: ask.from || undefined, to: ask.to || undefined },
    told: organizer ? { final: true, prizes: true } : await toldOf(edition.id),
  })
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

/** A report the actor may see: of an edition organized, or of a province held and drawn up for it. */
export async function reportOf(actor: Actor, reportId: string) {
  const [row] = await database()
    .select({ report: reports, number: editions.number, by: users.name, byId: users.id })
    .from(reports)
    .innerJoin(editions, eq(editions.id, reports.editionId))
    .innerJoin(users, eq(users.id, reports.createdBy))
    .where(eq(reports.id, reportId))
  if (!row) return null
  const { report, number } = row
  const organizer = organizes(actor, report.editionId)
  // What an organizer drew up may tell what a coordinator is not told yet.
  const own = report.createdBy === actor.userId && (await holdsSince(actor, report.frame, report.code))
  if (!organizer && !own) return null
  const units = await unitsOf(report.frame)
  const unit = units.find((one) => one.code === report.code)
  const figures = report.figures as ReportFigures
  const { kind, letterhead, from, to } = report.ask
  const shown: ReportAsk = {
    letterhead: letterhead as ReportAsk['letterhead'],
    kind: kind as ReportAsk['kind'],
    command: commandOf(number, report.code, report.frame, { from: from ?? '', to: to ?? '' }),
    province: unit && report.code ? { code: unit.code, name: unit.name, isCity: unit.isCity } : null,
    tiles: tilesOf(report.frame, await provinceHistory()),
  }
  const written = participationReport(figures, shown, report.takenAt)
  return { report, number, by: row.by, figures, shown, written, document: worded(written, report.wording) }
}

/** The wording as it was edited; a save that does not build on the newest is refused. */
export async function wordReport(
  actor: Actor,
  reportId: string,
  ask: { version: number; wording: Record<string, string> },
): Promise<{ done: true } | Refusal | null> {
  const found = await reportOf(actor, reportId)
  if (!found) return null
  const saved = await database()
    .update(reports)
    .set({ wording: ask.wording, version: sql`${reports.version} + 1` })
    .where(and(eq(reports.id, reportId), eq(reports.version, ask.version)))
    .returning({ id: reports.id })
  return saved.length > 0 ? { done: true } : refuse('entry.refused.stale')
}

/** The report as `docx` or `pdf`, or its annex as `xlsx`. */
export async function reportFile(actor: Actor, reportId: string, format: string) {
  const found = await reportOf(actor, reportId)
  if (!found) return null
  const { document, number, report, figures } = found
  const name = `bao-cao-${roman(number)}${report.code ? `-${report.code}` : ''}`
  if (format === 'docx' || format === 'pdf') return documentFile(document, name, format)
  if (format !== 'xlsx') return null
  return {
    name: `phu-luc-${roman(number)}${report.code ? `-${report.code}` : ''}.xlsx`,
    type: contentTypes.xlsx,
    body: await annexSheet(number, figures),
  }
}

function annexSheet(edition: number, { annex }: ReportFigures): Promise<Buffer> {
  const t = translator('vi')
  const place = (name: string) =>
    ['central', 'overseas', 'foreign'].includes(name) ? t(computed(`bucket.${name}`)) : name
  return renderXlsx(
    t('report.annex'),
    [
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('entry.section.authors'), width: 44 },
      { header: t('entry.category'), width: 34 },
      { header: t('export.column.language'), width: 16 },
      { header: t('screening.agency'), width: 36 },
      { header: t('screening.place'), width: 22 },
      { header: t('entry.stateColumn'), width: 14 },
    ],
    annex.map((row) => [
      entryNumber(edition, row.number),
      row.title,
      row.authors ?? '',
      row.category,
      t(computed(`language.${row.language}`)),
      row.agency,
      place(row.place),
      t(computed(`entry.state.${row.state}`)),
    ]),
  )
}

/** The reports of an edition, newest first: all for its organizers, or those somebody drew up for one province. */
export function reportsOf(editionId: string, only?: { userId: string; frame: string; code: string }) {
  return database()
    .select({
      id: reports.id,
      code: reports.code,
      ask: reports.ask,
      takenAt: reports.takenAt,
      by: users.name,
    })
    .from(reports)
    .innerJoin(users, eq(users.id, reports.createdBy))
    .where(
      and(
        eq(reports.editionId, editionId),
        only
          ? and(
              eq(reports.createdBy, only.userId),
              inProvince(only.frame, only.code, sql`(${reports.frame}, ${reports.code})`),
            )
          : undefined,
      ),
    )
    .orderBy(desc(reports.takenAt))
    .limit(20)
}

/** What prints the same figures. */
function commandOf(
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
