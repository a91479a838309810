import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { heldRoles, users } from '#db/schema/accounts.ts'
import { panelCategories, panelJudges, panels } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'

export async function panelsWithJudges(roundId: string) {
  const [rows, cats, judges] = await Promise.all([
    database()
      .select({ id: panels.id, name: panels.name, open: panels.open })
      .from(panels)
      .where(eq(panels.roundId, roundId))
      .orderBy(asc(panels.position)),
    database()
      .select({ panelId: panelCategories.panelId, categoryId: panelCategories.categoryId })
      .from(panelCategories)
      .where(eq(panelCategories.roundId, roundId)),
    database()
      .select({
        panelId: panelJudges.panelId,
        judgeId: panelJudges.judgeId,
        chair: panelJudges.chair,
        maxEntries: panelJudges.maxEntries,
        maxMinutes: panelJudges.maxMinutes,
        languages: panelJudges.languages,
      })
      .from(panelJudges)
      .innerJoin(panels, eq(panels.id, panelJudges.panelId))
      .where(eq(panels.roundId, roundId)),
  ])
  return rows.map((panel) => ({
    ...panel,
    categoryIds: cats.filter((row) => row.panelId === panel.id).map((row) => row.categoryId),
    judgeIds: judges.filter((row) => row.panelId === panel.id).map((row) => row.judgeId),
    limits: judges.filter((row) => row.panelId === panel.id),
    chairId: judges.find((row) => row.panelId === panel.id && row.chair)?.judgeId ?? '',
  }))
}

/** Everyone who may judge in the edition, by name. */
export function judgesOf(editionId: string) {
  return database()
    .selectDistinct({
      id: users.id,
      name: users.name,
      email: users.email,
      sorted: sql`${users.name} ${vietnamese}`,
    })
    .from(heldRoles)
    .innerJoin(users, eq(users.id, heldRoles.userId))
    .where(
      and(
        eq(heldRoles.role, 'judge'),
        isNull(users.disabledAt),
        sql`(${heldRoles.editionId} is null or ${heldRoles.editionId} = ${editionId})`,
      ),
    )
    .orderBy(sql`${users.name} ${vietnamese}`)
}
