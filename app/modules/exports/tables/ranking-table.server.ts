import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { categories } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import type { Cell } from '../../documents/xlsx.server.ts'
import { categoryDecision } from '../../results/decision.server.ts'
import { readRanking } from '../../results/ranking.ts'
import { nameIn } from '../name-in.server.ts'
import type { ExportTable, TableAsk } from '../table.server.ts'

export async function rankingTable({
  editionId,
  edition,
  locale,
  parameters,
  barred,
}: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const [ownRounds, ownCategories] = await Promise.all([
    database().execute<{ id: string; stage: string }>(sql`
      select id, stage
      from ${rounds}
      where edition_id = ${editionId}
      order by stage desc`),
    database().execute<{ id: string; name: string }>(sql`
      select c.id, ${nameIn(locale, sql`c`)} as name
      from ${categories} c
      where c.edition_id = ${editionId} and ${parameters.category ? sql`c.id = ${parameters.category}` : sql`true`}
      order by c.position`),
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
