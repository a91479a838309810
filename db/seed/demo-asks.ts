import { partOf, saidIn } from '#app/modules/entries/asked.ts'
import type { Transaction } from '../client.ts'
import { returnAsks, type entryAuthors, type media, type screenings } from '../schema/index.ts'

type Rows = { authors: (typeof entryAuthors.$inferSelect)[]; files: (typeof media.$inferSelect)[] }

const asked = [
  { section: 'media' as const, target: '', reason: 'Bản PDF mờ, chưa đọc được.' },
  { section: 'authors' as const, target: '', reason: 'Thiếu số điện thoại của tác giả thứ hai.' },
]

/** What the secretariat asked for with each return, and what stood in its place then. */
export async function plantAsks(tx: Transaction, returns: (typeof screenings.$inferSelect)[], rows: Rows) {
  const asks = returns.flatMap(({ at, entryId }) => {
    const own = <Row extends { entryId: string }>(of: Row[]) => of.filter((row) => row.entryId === entryId)
    const content = { entry: {}, parts: [], awards: [], authors: own(rows.authors), files: own(rows.files) }
    const said = saidIn(content)
    return asked.map((ask, index) => ({ ...ask, at, entryId, position: index + 1, was: partOf(said, ask) }))
  })
  if (asks.length > 0) await tx.insert(returnAsks).values(asks)
}
