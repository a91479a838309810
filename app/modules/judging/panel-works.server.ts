import { and, eq, notInArray } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { panelCategories, panelEntries } from '#db/schema/judging.ts'

/**
 * Which panel reads a work of a round stands in `panel_entries`, by the database's function `share_out`: all of a category
 * that has one panel, an even part each where several share it.
 */

/** Gives a panel exactly these categories; those it keeps keep their works. */
export async function giveCategories(
  tx: Transaction,
  panel: { id: string; roundId: string },
  categoryIds: string[],
): Promise<void> {
  const given = and(
    eq(panelCategories.panelId, panel.id),
    notInArray(panelCategories.categoryId, categoryIds),
  )
  await tx.delete(panelCategories).where(given)
  await tx
    .insert(panelCategories)
    .values(categoryIds.map((categoryId) => ({ roundId: panel.roundId, panelId: panel.id, categoryId })))
    .onConflictDoNothing()
}

/** The works a panel reads. */
export async function worksOfPanel(panelId: string): Promise<Set<string>> {
  const rows = await database()
    .select({ id: panelEntries.entryId })
    .from(panelEntries)
    .where(eq(panelEntries.panelId, panelId))
  return new Set(rows.map((row) => row.id))
}
