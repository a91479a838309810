import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { chosenFiles } from '../chosen.server.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

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
  return tableWith(
    t('export.kind.media'),
    [
      { header: t('entry.number'), width: 12, cell: (row) => entryNumber(edition, row.number) },
      { header: t('entry.title'), width: 50, cell: (row) => row.title },
      { header: t('export.column.fileKind'), width: 12, cell: (row) => t(`mediaKind.${row.kind}`) },
      { header: t('receipt.file'), width: 40, cell: (row) => row.name },
      { header: t('export.column.bytes'), width: 16, format: 'integer', cell: (row) => row.bytes },
      { header: t('export.column.seconds'), width: 12, format: 'integer', cell: (row) => row.seconds },
      { header: t('export.column.pages'), width: 10, format: 'integer', cell: (row) => row.pages },
      { header: t('receipt.hash'), width: 66, cell: (row) => row.sha256 ?? '' },
    ],
    rows.filter((row) => !barred.has(row.entry)),
  )
}
