import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { chosenFiles } from '../chosen.server.ts'
import type { ExportTable, TableAsk } from '../table.server.ts'

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
    select
      e.id as entry,
      e.number,
      e.title,
      m.kind,
      m.name,
      m.bytes::float8 as bytes,
      m.duration_seconds as seconds,
      m.pages,
      m.sha256
    from ${chosenFiles(editionId, parameters)}
    order by e.number, m.started_at`)
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
