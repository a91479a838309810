import { sql, type SQL } from 'drizzle-orm'
import { entries, media } from '#db/schema/entries.ts'
import { isReceived } from '../entries/received.server.ts'
import { hasScanner } from '../media/scan-media.server.ts'
import { atPlace } from '../entries/visibility.server.ts'
import type { ExportParameters } from './kinds.ts'

/** The works (as `e`) of the category and the place that were chosen; all where nothing was. */
export const chosenWorks = ({ category, place }: ExportParameters): SQL =>
  sql`${place ? atPlace(place, sql`e`) : sql`true`} and ${category ? sql`e.category_id = ${category}` : sql`true`}`

/** In SQL, the finished files (`m`) of the works received (`e`) that were chosen: the same in the table and in the ZIP. */
export const chosenFiles = (editionId: string, parameters: ExportParameters): SQL => sql`
  ${media} m
  join ${entries} e on e.id = m.entry_id
    and e.edition_id = ${editionId}
    and ${isReceived(sql`e`)}
    and m.state = 'complete'
    and not m.aside
    and (m.scan is not null or not ${hasScanner()})
    and ${chosenWorks(parameters)}`
