import { sql } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { panels, rounds } from '#db/schema/judging.ts'
import { invitees } from '#db/schema/outreach.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { prizesGiven } from '#db/schema/results.ts'
import type { Prize } from '../editions/prizes.ts'
import { authorNames } from '../entries/received.server.ts'
import { inProvince } from '../entries/visibility.server.ts'
import type { Stage } from '../judging/round.ts'
import { hasCome } from '../outreach/province-works.server.ts'
import { carried, type Period, placed, within } from '../participation/placed.server.ts'
import { provinceHistory } from '../provinces/history.server.ts'
import type { Frame } from '../provinces/history.ts'
import { printParticipation, type PrintedParticipation } from '../participation/print.server.ts'

/** Everything a report says, as of the moment it was drawn up. */
export type ReportFigures = PrintedParticipation & {
  /** works found ineligible in screening */
  ineligible: number
  /** authors by standing, each once; '' for those who told it of no work */
  standings: Record<string, number>
  rounds: { stage: Stage; panels: number; opensAt: string; closesAt: string }[]
  annex: AnnexRow[]
  /** people and agencies invited in the period, and how many of them have an account */
  urged: { invited: number; registered: number }
  /** what was told at that moment: the final once open, prizes once published; organizers are told all */
  told: { final: boolean; prizes: boolean }
}

export type AnnexRow = {
  number: number
  title: string
  authors: string
  /** the persons behind the authors' names, in their order; reports from before this was kept have none */
  persons?: (string | null)[]
  category: string
  language: string
  agency: string
  place: string
  state: string
  /** its prize, where prizes were told then; reports from before this was kept have none */
  prize?: Prize | null
}

type Ask = {
  edition: { id: string; number: number }
  frame: Frame
  province: string | null
  period: Period
  told: { final: boolean; prizes: boolean }
}

/** The figures of a report, its annex included. Null where there is no such edition or province. */
export const reportFigures = (ask: Ask): Promise<ReportFigures | null> => asOf(() => figuresOf(ask))

async function figuresOf(ask: Ask): Promise<ReportFigures | null> {
  const { edition, frame, province, period, told } = ask
  const printed = await printParticipation({
    edition: edition.number,
    frame,
    province: province ?? undefined,
    period,
  })
  if (!printed) return null
  const mapping = carried(await provinceHistory(), frame)
  const chosen = province === null ? sql`true` : sql`code = ${province}`
  const here = sql`(
    with p as (${placed(edition.id, mapping, period)})
    select * from p where ${chosen})`
  const invitedHere = sql`
    i.edition_id = ${edition.id}
    and ${within(period, sql`i.invited_at`)}
    and ${province === null ? sql`true` : inProvince(frame, province, sql`i.place_id`)}`
  const [[fallen], [urged], standings, judged, annex] = await Promise.all([
    database().execute<{ count: number }>(sql`
      select count(*)::int as count
      from ${here} h
      where state = 'ineligible'`),
    database().execute<ReportFigures['urged']>(sql`
      select count(distinct i.email)::int as invited, count(distinct u.id)::int as registered
      from ${invitees} i
      left join ${users} u on u.email = i.email and ${hasCome}
      where ${invitedHere}`),
    database().execute<{ standing: string; count: number }>(sql`
      select standing, count(*)::int as count
      from (
        select a.name_key, coalesce(min(nullif(a.standing, '')), '') as standing
        from ${here} h
        join ${entryAuthors} a on a.entry_id = h.id
        where a.name_key <> ''
        group by a.name_key) x
      group by standing`),
    database().execute<ReportFigures['rounds'][number]>(sql`
      select
        stage,
        opens_at as "opensAt",
        closes_at as "closesAt",
        (select count(*)::int from ${panels} x where x.round_id = r.id) as panels
      from ${rounds} r
      where r.edition_id = ${edition.id} and r.state <> 'forming'
      order by r.opens_at`),
    database().execute<AnnexRow>(sql`
      select
        e.number,
        e.title,
        c.name_vi as category,
        h.language,
        coalesce(g.name, e.agency_text) as agency,
        coalesce(u.name, h.outside, '') as place,
        h.state,
        ${told.prizes ? sql`w.prize` : sql`null`} as prize,
        ${authorNames(sql`e`)} as authors,
        array(
          select a.person_id
          from ${entryAuthors} a
          where a.entry_id = e.id
          order by a.position) as persons
      from ${here} h
      join ${entries} e on e.id = h.id
      left join ${categories} c on c.id = e.category_id
      left join ${agencies} g on g.id = e.agency_id
      left join ${prizesGiven} w on w.entry_id = e.id
      left join ${provinces} u on u.frame = ${frame} and u.code = h.code
      order by e.number`),
  ])
  return {
    ...hideUntold(printed, told),
    ineligible: fallen!.count,
    urged: urged!,
    standings: Object.fromEntries(standings.map((row) => [row.standing, row.count])),
    rounds: [...judged],
    annex: [...annex],
    told,
  }
}

function hideUntold(printed: PrintedParticipation, told: ReportFigures['told']): PrintedParticipation {
  const only = <Row extends { inFinal: number; prizes: number }>(row: Row): Row => ({
    ...row,
    inFinal: told.final ? row.inFinal : 0,
    prizes: told.prizes ? row.prizes : 0,
  })
  return {
    ...printed,
    provinces: printed.provinces.map(only),
    byCategory: printed.byCategory.map(only),
  }
}
