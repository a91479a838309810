import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed, type Locale } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, criteria, editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts } from '#db/schema/entries.ts'
import { assignments, roundEntries, rounds, scoreSheets, scores } from '#db/schema/judging.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { askedFrame } from '../provinces/history.server.ts'
import { dispatchRows } from '../outreach/campaign-queries.server.ts'
import { participationOf } from '../participation/queries.server.ts'
import type { SheetFlag } from '../judging/scoring.ts'
import { categoryDecision } from '../results/decision.server.ts'
import { readRanking } from '../results/ranking.ts'
import { chosenWorks } from './chosen.server.ts'
import type { Cell, Column } from '../documents/xlsx.server.ts'
import { scoresOfRound } from '../judging/scores-of-round.server.ts'
import type { ExportParameters, TableKind } from './kinds.ts'
import { auditTable, authorsTable, mediaTable, prizesTable } from './more-tables.server.ts'

export type ExportTable = { name: string; columns: Column[]; rows: Cell[][] }
export type TableAsk = {
  editionId: string
  edition: number
  locale: Locale
  parameters: ExportParameters
  /** works whose scores the asker must not see */
  barred: Set<string>
}

/** The tables an organizer may take out, each with the columns and typed cells of its worksheet. */
export const exportTables: Record<TableKind, (ask: TableAsk) => Promise<ExportTable>> = {
  entries: entriesTable,
  sheets: sheetsTable,
  scoresPreliminary: (ask) => scoresTable(ask, 'preliminary'),
  scoresFinal: (ask) => scoresTable(ask, 'final'),
  ranking: rankingTable,
  participation: participationTable,
  dispatch: dispatchTable,
  authors: authorsTable,
  media: mediaTable,
  prizes: prizesTable,
  audit: auditTable,
}

const pointsOf = (hundredths: number | null) => (hundredths === null ? null : hundredths / 100)
const momentOf = (value: string | null) => (value ? new Date(value) : null)

async function entriesTable({ editionId, edition, locale, parameters }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    number: number
    title: string
    original_title: string
    category: string
    medium: string
    genre: string
    language: string
    state: string
    authors: string
    agency: string | null
    place: string | null
    bucket: string | null
    parts: number
    submitted_at: string
  }>(sql`
    select e.number, e.title, e.original_title, case when ${locale} = 'vi' then c.name_vi else c.name_en end as category, c.medium, e.genre, e.language, e.state, g.name as agency, p.name as place, e.bucket, e.submitted_at,
      (select string_agg(a.name, ', ' order by a.position) from ${entryAuthors} a where a.entry_id = e.id) as authors, (select count(*)::int from ${entryParts} x where x.entry_id = e.id) as parts
    from ${entries} e left join ${categories} c on c.id = e.category_id left join ${agencies} g on g.id = e.agency_id left join ${provinces} p on p.frame = e.province_frame and p.code = e.province_code
    where e.edition_id = ${editionId} and e.number is not null and e.state <> 'draft' and ${chosenWorks(parameters)} order by e.number`)
  return {
    name: t('export.kind.entries'),
    columns: [
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('entry.field.originalTitle'), width: 40 },
      { header: t('entry.category'), width: 34 },
      { header: t('export.column.medium'), width: 18 },
      { header: t('entry.field.genre'), width: 16 },
      { header: t('export.column.language'), width: 16 },
      { header: t('entry.stateColumn'), width: 14 },
      { header: t('entry.section.authors'), width: 44 },
      { header: t('screening.agency'), width: 36 },
      { header: t('screening.place'), width: 22 },
      { header: t('export.column.parts'), width: 9, format: 'integer' },
      { header: t('screening.submittedAt'), width: 18, format: 'moment' },
    ],
    rows: rows.map((row) => [
      entryNumber(edition, row.number),
      row.title,
      row.original_title,
      row.category,
      row.medium ? t(computed(`medium.${row.medium}`)) : '',
      row.genre ? t(computed(`genre.${row.genre}`)) : '',
      t(computed(`language.${row.language}`)),
      t(computed(`entry.state.${row.state}`)),
      row.authors ?? '',
      row.agency ?? '',
      row.bucket ? t(computed(`bucket.${row.bucket}`)) : (row.place ?? ''),
      row.parts,
      momentOf(row.submitted_at),
    ]),
  }
}

async function sheetsTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const all = await database().execute<{
    entry: string
    flags: SheetFlag[]
    stage: string
    number: number
    title: string
    category: string
    judge: string
    points: (number | null)[]
    criteria: string[]
    total: number | null
    state: string
    note: string
    submitted_at: string | null
    recused: boolean
  }>(sql`
    select e.id as entry, s.flags, r.stage, e.number, e.title, case when ${locale} = 'vi' then c.name_vi else c.name_en end as category, u.name as judge, s.total, s.state, s.note, s.submitted_at, a.recused_at is not null as recused,
      array(select p.points from ${criteria} k left join ${scores} p on p.criterion_id = k.id and p.sheet_id = s.id where k.category_id = c.id order by k.position) as points,
      array(select case when ${locale} = 'vi' then k.name_vi else k.name_en end from ${criteria} k where k.category_id = c.id order by k.position) as criteria
    from ${scoreSheets} s join ${assignments} a on a.id = s.assignment_id join ${rounds} r on r.id = s.round_id join ${entries} e on e.id = s.entry_id join ${categories} c on c.id = e.category_id join ${users} u on u.id = s.judge_id
    where r.edition_id = ${editionId} and ${chosenWorks(parameters)} order by r.stage desc, e.number, u.name collate "vi-VN-x-icu"`)
  const rows = all.filter((row) => !barred.has(row.entry))
  const places = Math.max(0, ...rows.map((row) => row.points.length))
  // A criterion of the same name in every category stands by its name, others by their place on the sheet.
  const nameOf = (index: number) => {
    const names = new Set(rows.map((row) => row.criteria[index]))
    return names.size === 1 ? [...names][0]! : t('export.column.criterion', { number: index + 1 })
  }
  return {
    name: t('export.kind.sheets'),
    columns: [
      { header: t('round.stageColumn'), width: 14 },
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('entry.category'), width: 34 },
      { header: t('role.judge'), width: 28 },
      ...Array.from({ length: places }, (_, index) => ({
        header: nameOf(index),
        width: 18,
        format: 'points' as const,
      })),
      { header: t('judging.total'), width: 10, format: 'points' as const },
      { header: t('entry.stateColumn'), width: 14 },
      { header: t('judging.note'), width: 50 },
      { header: t('judging.flags'), width: 30 },
      { header: t('export.column.sentAt'), width: 18, format: 'moment' as const },
    ],
    rows: rows.map((row) => [
      t(computed(`round.stage.${row.stage}`)),
      entryNumber(edition, row.number),
      row.title,
      row.category,
      row.judge,
      ...Array.from({ length: places }, (_, index) => pointsOf(row.points[index] ?? null)),
      pointsOf(row.total),
      row.recused ? t('judging.state.recused') : t(computed(`judging.state.${row.state}`)),
      row.note,
      row.flags.map((flag) => t(`judging.flag.${flag}`)).join(', '),
      momentOf(row.submitted_at),
    ]),
  }
}

/**
 * The totals of one round in long form, by the column names `chungkhao stats` reads, in the order in which the portal
 * itself computes: whoever has this file comes to the same figures.
 */
async function scoresTable(
  { editionId, edition, locale, barred }: TableAsk,
  stage: 'preliminary' | 'final',
): Promise<ExportTable> {
  const t = translator(locale)
  const [round] = await database().execute<{ id: string }>(
    sql`select id from ${rounds} where edition_id = ${editionId} and stage = ${stage}`,
  )
  const scores = round ? (await scoresOfRound(round.id)).filter((row) => !barred.has(row.entryId)) : []
  const named = await database().execute<{
    id: string
    name: string
    number: number | null
    title: string | null
  }>(sql`
    select id, name, null as number, null as title from ${users} where id in (select judge_id from ${assignments} where round_id = ${round?.id ?? ''})
    union all select e.id, null, e.number, e.title from ${entries} e join ${roundEntries} r on r.entry_id = e.id where r.round_id = ${round?.id ?? ''}`)
  const of = new Map(named.map((row) => [row.id, row]))
  return {
    name: t(`export.kind.${stage === 'final' ? 'scoresFinal' : 'scoresPreliminary'}`),
    columns: [
      { header: 'judge', width: 28 },
      { header: 'entry', width: 14 },
      { header: 'score', width: 10, format: 'points' },
      { header: 'judge_name', width: 28 },
      { header: 'title', width: 60 },
      { header: 'position', width: 10, format: 'integer' },
      { header: 'sent_at', width: 18, format: 'moment' },
    ],
    rows: scores.map((row) => [
      row.judgeId,
      entryNumber(edition, of.get(row.entryId)!.number),
      row.score,
      of.get(row.judgeId)!.name,
      of.get(row.entryId)!.title,
      row.position,
      row.sentAt,
    ]),
  }
}

async function rankingTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const [ownRounds, ownCategories] = await Promise.all([
    database().execute<{ id: string; stage: string }>(
      sql`select id, stage from ${rounds} where edition_id = ${editionId} order by stage desc`,
    ),
    database().execute<{ id: string; name: string }>(
      sql`select id, case when ${locale} = 'vi' then name_vi else name_en end as name from ${categories} where edition_id = ${editionId} and ${parameters.category ? sql`id = ${parameters.category}` : sql`true`} order by position`,
    ),
  ])
  const rows: Cell[][] = []
  for (const round of ownRounds)
    for (const category of ownCategories)
      for (const row of await rankedFor(round.id, category.id, barred))
        rows.push([
          t(computed(`round.stage.${round.stage}`)),
          category.name,
          row.rank,
          entryNumber(edition, row.number),
          row.title,
          row.agency ?? '',
          row.mean === null ? null : row.mean / 100,
          row.readings,
          row.sd === null ? null : row.sd / 100,
          row.estimate,
          row.se,
          row.chance,
          row.inFinal ? t('form.yes') : t('form.no'),
          row.prize ? t(`prize.${row.prize}`) : '',
        ])
  return {
    name: t('export.kind.ranking'),
    columns: [
      { header: t('round.stageColumn'), width: 14 },
      { header: t('entry.category'), width: 34 },
      { header: t('results.rank'), width: 8, format: 'integer' },
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('screening.agency'), width: 36 },
      { header: t('results.mean'), width: 12, format: 'points' },
      { header: t('results.readings'), width: 12, format: 'integer' },
      { header: t('results.sd'), width: 14, format: 'points' },
      { header: t('results.adjusted'), width: 12, format: 'points' },
      { header: t('results.se'), width: 12, format: 'points' },
      { header: t('results.chance'), width: 12, format: 'points' },
      { header: t('results.inFinal'), width: 16 },
      { header: t('results.prize'), width: 20 },
    ],
    rows,
  }
}

/** In the order that decides, as on the page. */
async function rankedFor(roundId: string, categoryId: string, barred: Set<string>) {
  const { ranking, deciding } = await categoryDecision(roundId, categoryId, barred)
  return readRanking(ranking, deciding)
}

async function participationTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const [edition] = await database().select().from(editions).where(eq(editions.id, editionId))
  const whole = await participationOf(editionId, await askedFrame(parameters.frame, edition))
  const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
  return {
    name: t('export.kind.participation'),
    columns: [
      { header: t('export.column.code'), width: 8 },
      { header: t('province.column.province'), width: 34 },
      ...measures.map((measure) => ({
        header: t(`province.measure.${measure}`),
        width: 16,
        format: 'integer' as const,
      })),
      { header: t('province.complete'), width: 14 },
    ],
    rows: [
      ...whole.rows.map((row) => [
        row.code,
        row.name,
        ...measures.map((measure) => row[measure]),
        t(whole.untold.includes(row.code) ? 'form.no' : 'form.yes'),
      ]),
      ...whole.buckets.map((row) => [
        '',
        t(`bucket.${row.bucket}`),
        ...measures.map((measure) => row[measure]),
      ]),
      ...(whole.unplaced.received > 0
        ? [['', t('province.unplacedRow'), ...measures.map((measure) => whole.unplaced[measure])]]
        : []),
    ],
  }
}

/** Whom to write to or call: a row a coordinator, and one for each province in that state that has none. */
async function dispatchTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const condition = parameters.condition ?? 'all'
  const rows = await dispatchRows(editionId, condition)
  return {
    name: t('export.kind.dispatch'),
    columns: [
      { header: t('export.column.code'), width: 8 },
      { header: t('province.column.province'), width: 24 },
      { header: t('admin.name'), width: 30 },
      { header: t('admin.email'), width: 34 },
      { header: t('entry.field.phone'), width: 16 },
      { header: t('province.measure.received'), width: 12, format: 'integer' },
      { header: t('target.target'), width: 12, format: 'integer' },
      { header: t('target.left'), width: 12, format: 'integer' },
    ],
    rows: rows.map((row) => [
      row.code,
      row.province,
      row.name ?? t('campaign.noCoordinator'),
      row.email,
      row.phone,
      row.received,
      row.target,
      row.target === null ? null : Math.max(0, row.target - row.received),
    ]),
  }
}
