import { sql, type SQL } from 'drizzle-orm'
import type { Locale } from '#app/i18n/index.ts'

/** In SQL, the name of a category or a criterion (under this alias) in the language of an export. */
export const nameIn = (locale: Locale, named: SQL) =>
  sql`case when ${locale} = 'vi' then ${named}.name_vi else ${named}.name_en end`
