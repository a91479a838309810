import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { editions } from '#db/schema/editions.ts'
import { participationOf } from '../../participation/participation-of.server.ts'
import { askedFrame } from '../../provinces/history.server.ts'
import type { ExportTable, TableAsk } from '../table.server.ts'

export async function participationTable({ editionId, locale, parameters }: TableAsk): Promise<ExportTable> {
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
