import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { categoryFiles, prizeQuotas } from '#db/schema/editions.ts'
import { quotaPrizes, type MediaRequirement, type PrizeQuota } from './edition.ts'

/** Replaces what a category asks for of each kind of file. */
export async function askForFiles(tx: Transaction, categoryId: string, files: MediaRequirement[]) {
  await tx.delete(categoryFiles).where(eq(categoryFiles.categoryId, categoryId))
  if (files.length === 0) return
  await tx
    .insert(categoryFiles)
    .values(files.map((file, index) => ({ ...file, categoryId, position: index + 1 })))
}

/** Sets how many of each prize a category has. */
export async function setPlaces(tx: Transaction, categoryId: string, quota: PrizeQuota) {
  await tx
    .insert(prizeQuotas)
    .values(quotaPrizes.map((prize) => ({ categoryId, prize, places: quota[prize] })))
    .onConflictDoUpdate({
      target: [prizeQuotas.categoryId, prizeQuotas.prize],
      set: { places: sql`excluded.places` },
    })
}
