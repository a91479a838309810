import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { categories } from '#db/schema/editions.ts'
import { entries, entryAuthors, media } from '#db/schema/entries.ts'
import { agencies, provinces } from '#db/schema/provinces.ts'
import { awards } from '#db/schema/results.ts'
import { chosenWorks } from './chosen.server.ts'
import type { ExportTable, TableAsk } from './tables.server.ts'

/** Every author of every work received, with how to reach them. */
export async function authorsTable({
  editionId,
  edition,
  locale,
  parameters,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<
    Record<
      'title' | 'name' | 'penName' | 'standing' | 'jobTitle' | 'unit' | 'phone' | 'email' | 'address',
      string
    > & {
      number: number
    }
  >(sql`
    select e.number, e.title, a.name, a.pen_name as "penName", a.standing, a.job_title as "jobTitle", a.unit, a.phone, a.email, a.address
    from ${entryAuthors} a join ${entries} e on e.id = a.entry_id where e.edition_id = ${editionId} and e.number is not null and e.state not in ('draft', 'withdrawn') and ${chosenWorks(parameters)} order by e.number, a.position`)
  const fields = ['name', 'penName', 'standing', 'jobTitle', 'unit', 'phone', 'email', 'address'] as const
  return {
    name: t('export.kind.authors'),
    columns: [
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 50 },
      ...fields.map((field) => ({ header: t(`entry.field.${field}`), width: 26 })),
    ],
    rows: rows.map((row) => [
      entryNumber(edition, row.number),
      row.title,
      ...fields.map((field) =>
        field === 'standing' ? t(computed(`entry.standing.${row.standing || 'untold'}`)) : row[field],
      ),
    ]),
  }
}

/** Every file of every work received, with its SHA-256; works the asker must keep away from are left out. */
export async function mediaTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    entry: string
    number: number
    title: string
    kind: 'pdf' | 'image' | 'audio' | 'video'
    name: string
    bytes: number
    seconds: number | null
    pages: number | null
    sha256: string | null
  }>(sql`
    select e.id as entry, e.number, e.title, m.kind, m.name, m.bytes::float8 as bytes, m.duration_seconds as seconds, m.pages, m.sha256
    from ${media} m join ${entries} e on e.id = m.entry_id where e.edition_id = ${editionId} and e.number is not null and e.state not in ('draft', 'withdrawn') and m.state = 'complete' and ${chosenWorks(parameters)} order by e.number, m.started_at`)
  return {
    name: t('export.kind.media'),
    columns: [
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 50 },
      { header: t('export.column.fileKind'), width: 12 },
      { header: t('receipt.file'), width: 40 },
      { header: t('export.column.bytes'), width: 16, format: 'integer' },
      { header: t('export.column.seconds'), width: 12, format: 'integer' },
      { header: t('export.column.pages'), width: 10, format: 'integer' },
      { header: t('receipt.hash'), width: 66 },
    ],
    rows: rows
      .filter((row) => !barred.has(row.entry))
      .map((row) => [
        entryNumber(edition, row.number),
        row.title,
        t(`mediaKind.${row.kind}`),
        row.name,
        row.bytes,
        row.seconds,
        row.pages,
        row.sha256 ?? '',
      ]),
  }
}

/** The prizes as they are decided now. */
export async function prizesTable({
  editionId,
  edition,
  locale,
  parameters,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    prize: string
    category: string
    number: number
    title: string
    language: string
    authors: string
    agency: string | null
    place: string | null
  }>(sql`
    select w.prize, case when ${locale} = 'vi' then c.name_vi else c.name_en end as category, e.number, e.title, e.language, g.name as agency, coalesce(p.name, e.bucket) as place,
      (select string_agg(a.name, ', ' order by a.position) from ${entryAuthors} a where a.entry_id = e.id) as authors
    from ${awards} w join ${entries} e on e.id = w.entry_id join ${categories} c on c.id = w.category_id left join ${agencies} g on g.id = e.agency_id left join ${provinces} p on p.frame = e.province_frame and p.code = e.province_code
    where w.edition_id = ${editionId} and ${chosenWorks(parameters)} order by array_position(array['special','first','second','third','consolation'], w.prize), c.position, e.number`)
  return {
    name: t('export.kind.prizes'),
    columns: [
      { header: t('results.prize'), width: 16 },
      { header: t('entry.category'), width: 34 },
      { header: t('entry.number'), width: 12 },
      { header: t('entry.title'), width: 60 },
      { header: t('export.column.language'), width: 16 },
      { header: t('entry.section.authors'), width: 44 },
      { header: t('screening.agency'), width: 36 },
      { header: t('screening.place'), width: 22 },
    ],
    rows: rows.map((row) => [
      t(computed(`prize.${row.prize}`)),
      row.category,
      entryNumber(edition, row.number),
      row.title,
      t(computed(`language.${row.language}`)),
      row.authors ?? '',
      row.agency ?? '',
      ['central', 'overseas', 'foreign'].includes(row.place ?? '')
        ? t(computed(`bucket.${row.place}`))
        : (row.place ?? ''),
    ]),
  }
}

/** Who did what when in this edition: names and kinds of event, never what was typed. */
export async function auditTable({ editionId, locale }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    at: string
    kind: string
    subject: string
    actor: string | null
  }>(sql`
    select v.at, v.kind, v.subject_id as subject, u.name as actor from ${auditEvents} v left join ${users} u on u.id = v.actor_id where v.edition_id = ${editionId} order by v.at, v.id`)
  return {
    name: t('export.kind.audit'),
    columns: [
      { header: t('admin.sentAt'), width: 18, format: 'moment' },
      { header: t('admin.event'), width: 40 },
      { header: t('admin.actor'), width: 30 },
      { header: t('admin.subject_id'), width: 30 },
    ],
    rows: rows.map((row) => [
      new Date(row.at),
      t(computed(`audit.${row.kind}`)),
      row.actor ?? t('admin.system'),
      row.subject,
    ]),
  }
}
