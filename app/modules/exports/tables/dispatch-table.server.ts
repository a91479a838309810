import { translator } from '#app/i18n/all.server.ts'
import { dispatchRows } from '../../outreach/campaign-recipients.server.ts'
import type { ExportTable, TableAsk } from '../table.server.ts'

/** Whom to write to or call: a row a coordinator, and one for each province in that state that has none. */
export async function dispatchTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
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
