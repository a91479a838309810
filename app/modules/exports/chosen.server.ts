import { sql, type SQL } from 'drizzle-orm'
import { atPlace } from '../entries/visibility.server.ts'
import type { ExportParameters } from './kinds.ts'

/** The works (as `e`) of the category and the place that were chosen; all where nothing was. */
export const chosenWorks = ({ category, place }: ExportParameters): SQL =>
  sql`${place ? atPlace(place, sql`e`) : sql`true`} and ${category ? sql`e.category_id = ${category}` : sql`true`}`
