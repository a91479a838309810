import { and, desc, eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { reports } from '#db/schema/reports.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { inProvince } from '../entries/visibility.server.ts'
import { holdsSince } from '../participation/own-province.server.ts'
import { provinceHistory, unitsOf } from '../provinces/history.server.ts'
import { tilesOf } from '../provinces/tiles.ts'
import { commandOf } from './draw-report.server.ts'
import type { ReportFigures } from './report-figures.server.ts'
import { participationReport, type ReportAsk, worded } from './report-document.server.ts'

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
    province: unit && report.code ? { code: unit.code, name: unit.name, isCity: unit.isCity } : null,
    tiles: tilesOf(report.frame, await provinceHistory()),
  }
  const written = participationReport(figures, shown, report.takenAt)
  const command = commandOf(number, report.code, report.frame, { from: from ?? '', to: to ?? '' })
  const document = worded(written, report.wording)
  return { report, number, by: row.by, figures, shown, written, document, command }
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
          ? and(eq(reports.createdBy, only.userId), inProvince(only.frame, only.code, reports.placeId))
          : undefined,
      ),
    )
    .orderBy(desc(reports.takenAt))
    .limit(20)
}
