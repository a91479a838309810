import { sql } from 'drizzle-orm'
import { translator } from '#app/i18n/all.server.ts'
import { computed } from '#app/i18n/index.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import { searchKey } from '../text/search-key.ts'
import type { Connection } from '#db/client.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { genres, languages } from '../editions/edition.ts'
import { bulkColumns, workKey, type BulkWords } from './bulk.ts'
import { today } from '../provinces/history.server.ts'

/** What a worksheet may call things: every name in both languages, a category also by its number. */
export async function bulkWordsOf(connection: Connection, editionId: string): Promise<BulkWords> {
  const both = [translator('vi'), translator('en')]
  const names = (codes: readonly string[], key: string) =>
    new Map(
      codes.flatMap((code) => [
        [searchKey(code), code] as const,
        ...both.map((t) => [searchKey(t(computed(`${key}.${code}`))), code] as const),
      ]),
    )
  const known = await categoriesOf(editionId, connection)
  const taken = await connection.execute<{ title: string; author: string }>(sql`
    select e.title, a.name as author
    from ${entries} e
    join ${entryAuthors} a on a.entry_id = e.id and a.position = 1
    where e.edition_id = ${editionId} and e.state <> 'withdrawn' and e.title <> ''`)
  return {
    headers: new Map(
      bulkColumns.flatMap((column) =>
        both.map((t) => [searchKey(t(`follow.bulk.column.${column}`)), column] as const),
      ),
    ),
    categories: new Map(
      known.flatMap((category) =>
        [category.nameVi, category.nameEn, String(category.position)].map(
          (name) => [searchKey(name), category.id] as const,
        ),
      ),
    ),
    languages: names(languages, 'language'),
    genres: names(genres, 'genre'),
    languagesOf: new Map(known.map((category) => [category.id, category.languages])),
    today: today(),
    known: new Set(taken.map((row) => workKey(row.title, row.author))),
  }
}
