import { sql, type SQL } from 'drizzle-orm'
import { inProvince } from '../entries/visibility.server.ts'
import { readUnit } from '../participation/history.ts'
import type { ExportParameters } from './kinds.ts'

/** The works (as `e`) of the category and the place that were chosen; all where nothing was. */
export function chosenWorks({ category, place }: ExportParameters): SQL {
  const unit = readUnit(place)
  const here = unit
    ? inProvince(unit.frame, unit.code, sql`(e.province_frame, e.province_code)`)
    : place
      ? sql`e.bucket = ${place}`
      : sql`true`
  return sql`${here} and ${category ? sql`e.category_id = ${category}` : sql`true`}`
}
