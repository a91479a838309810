import { inArray } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { media } from '#db/schema/entries.ts'
import type { MediaRequirement } from '../editions/edition.ts'
import { whyAside } from '../editions/file-kinds.ts'

type File = Pick<typeof media.$inferSelect, 'id' | 'kind' | 'name' | 'bytes' | 'aside' | 'infection'>

/** Writes down which files a category does not take, for everybody who reads the dossier after its author. */
export async function keepAside(tx: Transaction, files: File[], requirements: MediaRequirement[]) {
  for (const aside of [true, false]) {
    const turned = files.filter(
      (file) => file.aside !== aside && (whyAside(requirements, file) !== null) === aside,
    )
    if (turned.length === 0) continue
    const ids = turned.map(({ id }) => id)
    await tx.update(media).set({ aside }).where(inArray(media.id, ids))
  }
}
