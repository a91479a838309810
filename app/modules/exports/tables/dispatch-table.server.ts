import { translator } from '#app/i18n/all.server.ts'
import { dispatchRows } from '../../outreach/campaign-recipients.server.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

/** Whom to write to or call: a row a coordinator, and one for each province in that state that has none. */
export async function dispatchTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const condition = parameters.condition ?? 'all'
  const rows = await dispatchRows(editionId, condition)
  return tableWith(
    t('export.kind.dispatch'),
    [
      { header: t('export.column.code'), width: 8, cell: (row) => row.code },
      { header: t('province.column.province'), width: 24, cell: (row) => row.province },
      { header: t('admin.name'), width: 30, cell: (row) => row.name ?? t('campaign.noCoordinator') },
      { header: t('admin.email'), width: 34, cell: (row) => row.email },
      { header: t('entry.field.phone'), width: 16, cell: (row) => row.phone },
      { header: t('province.measure.received'), width: 12, format: 'integer', cell: (row) => row.received },
      { header: t('target.target'), width: 12, format: 'integer', cell: (row) => row.target },
      {
        header: t('target.left'),
        width: 12,
        format: 'integer',
        cell: (row) => (row.target === null ? null : Math.max(0, row.target - row.received)),
      },
    ],
    rows,
  )
}
