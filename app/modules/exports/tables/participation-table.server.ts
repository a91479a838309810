import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { editions } from '#db/schema/editions.ts'
import type { Measures } from '../../participation/measures.ts'
import { participationOf } from '../../participation/participation-of.server.ts'
import { askedFrame } from '../../provinces/history.server.ts'
import { cellsUnder, type ExportTable, type TableAsk, type TableColumn, tableWith } from '../table.server.ts'

const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const

type Row = Measures & { code: string; name: string }

/** Every province, then what lies outside the grid; whether all is told is said of provinces only. */
export async function participationTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const [edition] = await database().select().from(editions).where(eq(editions.id, editionId))
  const whole = await participationOf(editionId, await askedFrame(parameters.frame, edition))
  const columns: TableColumn<Row>[] = [
    { header: t('export.column.code'), width: 8, cell: (row) => row.code },
    { header: t('province.column.province'), width: 34, cell: (row) => row.name },
    ...measures.map((measure) => ({
      header: t(`province.measure.${measure}`),
      width: 16,
      format: 'integer' as const,
      cell: (row: Row) => row[measure],
    })),
  ]
  const complete: TableColumn<Row> = {
    header: t('province.complete'),
    width: 14,
    cell: (row) => t(whole.untold.includes(row.code) ? 'form.no' : 'form.yes'),
  }
  const table = tableWith(t('export.kind.participation'), [...columns, complete], whole.rows)
  const elsewhere: Row[] = whole.buckets.map((row) => ({ ...row, code: '', name: t(`bucket.${row.bucket}`) }))
  if (whole.unplaced.received > 0)
    elsewhere.push({ ...whole.unplaced, code: '', name: t('province.unplacedRow') })
  return { ...table, rows: [...table.rows, ...cellsUnder(columns, elsewhere)] }
}
