import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { categories } from '#db/schema/editions.ts'
import { rounds } from '#db/schema/judging.ts'
import { categoryDecision } from '../../results/decision.server.ts'
import { asOfFitted } from '../../results/round-model.server.ts'
import { readRanking } from '../../results/ranking.ts'
import { nameIn } from '../name-in.server.ts'
import { type ExportTable, pointsOf, type TableAsk, tableWith } from '../table.server.ts'

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
      order by number`),
    database().execute<{ id: string; name: string }>(sql`
      select c.id, ${nameIn(locale, sql`c`)} as name
      from ${categories} c
      where c.edition_id = ${editionId} and ${parameters.category ? sql`c.id = ${parameters.category}` : sql`true`}
      order by c.position`),
  ])
  const rows = await asOfFitted(
    ownRounds.map(({ id }) => id),
    async () => {
      const ranked = []
      for (const round of ownRounds)
        for (const category of ownCategories)
          for (const work of await rankedFor(round.id, category.id, barred))
            ranked.push({ round, category, work })
      return ranked
    },
  )
  return tableWith(
    t('export.kind.ranking'),
    [
      {
        header: t('round.stageColumn'),
        width: 14,
        cell: ({ round }) => t(computed(`round.stage.${round.stage}`)),
      },
      { header: t('entry.category'), width: 34, cell: ({ category }) => category.name },
      { header: t('results.rank'), width: 8, format: 'integer', cell: ({ work }) => work.rank },
      { header: t('entry.number'), width: 12, cell: ({ work }) => entryNumber(edition, work.number) },
      { header: t('entry.title'), width: 60, cell: ({ work }) => work.title },
      { header: t('screening.agency'), width: 36, cell: ({ work }) => work.agency ?? '' },
      { header: t('results.mean'), width: 12, format: 'points', cell: ({ work }) => pointsOf(work.mean) },
      { header: t('results.readings'), width: 12, format: 'integer', cell: ({ work }) => work.readings },
      { header: t('results.sd'), width: 14, format: 'points', cell: ({ work }) => pointsOf(work.sd) },
      { header: t('results.adjusted'), width: 12, format: 'points', cell: ({ work }) => work.estimate },
      { header: t('results.se'), width: 12, format: 'points', cell: ({ work }) => work.se },
      { header: t('results.chance'), width: 12, format: 'points', cell: ({ work }) => work.chance },
      {
        header: t('results.inFinal'),
        width: 16,
        cell: ({ work }) => t(work.inFinal ? 'form.yes' : 'form.no'),
      },
      {
        header: t('results.prize'),
        width: 20,
        cell: ({ work }) => (work.prize ? t(`prize.${work.prize}`) : ''),
      },
    ],
    rows,
  )
}

/** In the order that decides, as on the page. */
async function rankedFor(roundId: string, categoryId: string, barred: Set<string>) {
  const { ranking, deciding } = await categoryDecision(roundId, categoryId, barred)
  return readRanking(ranking, deciding)
}
