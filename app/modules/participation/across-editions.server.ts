import { asc } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { pastEditions, pastParticipation } from '#db/schema/participation.ts'
import { listEditions } from '../editions/editions.server.ts'
import { carry, unitsOn, type Frame, type ProvinceHistory } from '../provinces/history.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { statementOf, type ProvinceRow } from './measures.ts'
import { participationOf } from './participation-of.server.ts'

export type EditionRow = {
  number: number
  year: number
  /** null where nobody stated it */
  received: number | null
  eligible: number | null
  inFinal: number | null
  prizes: number | null
  participating: number | null
  of: number
  absent: string[]
  /** the figure is "more than" or "about" */
  rough: boolean
  /** where the figures stand; null for those of the portal itself */
  source: string | null
  /** works by unit of the frame; null where the edition was given as totals only */
  byUnit: Record<string, number> | null
}

/**
 * Every edition in one frame, the earliest first: those of the portal by count, earlier ones as they were imported. An
 * imported province that cannot be carried into the frame is left out of the provinces, not guessed.
 */
export const acrossEditions = (frame: Frame): Promise<EditionRow[]> => asOf(() => everyEdition(frame))

async function everyEdition(frame: Frame): Promise<EditionRow[]> {
  const history = await provinceHistory()
  const [own, past, byProvince] = await Promise.all([
    listEditions(),
    database().select().from(pastEditions).orderBy(asc(pastEditions.number)),
    database().select().from(pastParticipation),
  ])
  const counted = await Promise.all(
    own.filter((edition) => edition.phase !== 'upcoming').map((edition) => countedEdition(edition, frame)),
  )
  const known = new Set(counted.map((row) => row.number))
  const imported = past
    .filter((row) => !known.has(row.number))
    .map((row) =>
      importedEdition(
        row,
        byProvince.filter((one) => one.number === row.number),
        { history, frame, units: unitsOn(history, frame, today()) },
      ),
    )
  return [...imported, ...counted].sort((a, b) => a.number - b.number)
}

async function countedEdition(
  { id, number, year }: { id: string; number: number; year: number },
  frame: Frame,
): Promise<EditionRow> {
  const { rows, buckets, unplaced, statement } = await participationOf(id, frame)
  const all = [...rows, ...buckets, unplaced]
  const sum = (measure: 'received' | 'eligible' | 'inFinal' | 'prizes') =>
    all.reduce((total, row) => total + row[measure], 0)
  return {
    number,
    year,
    received: sum('received'),
    eligible: sum('eligible'),
    inFinal: sum('inFinal'),
    prizes: sum('prizes'),
    participating: statement.participating,
    of: statement.of,
    absent: statement.absent.map((unit) => unit.name),
    rough: false,
    source: null,
    byUnit: Object.fromEntries(rows.map((row) => [row.code, row.received])),
  }
}

/** An edition as it was imported; without provinces nothing is said of who took part. */
function importedEdition(
  { number, year, received, eligible, inFinal, prizes, rough, source }: typeof pastEditions.$inferSelect,
  rows: (typeof pastParticipation.$inferSelect)[],
  into: { history: ProvinceHistory; frame: Frame; units: ReturnType<typeof unitsOn> },
): EditionRow {
  const totals = { number, year, received, eligible, inFinal, prizes, rough, source, of: into.units.length }
  if (rows.length === 0) return { ...totals, participating: null, absent: [], byUnit: null }
  const byUnit = carriedReceived(rows, into.history, into.frame)
  const statement = statementOf(
    into.units.map(
      ({ code, name, isCity }) => ({ code, name, isCity, received: byUnit.get(code) ?? 0 }) as ProvinceRow,
    ),
  )
  return {
    ...totals,
    participating: statement.participating,
    absent: statement.absent.map((unit) => unit.name),
    byUnit: Object.fromEntries(into.units.map(({ code }) => [code, byUnit.get(code) ?? 0])),
  }
}

function carriedReceived(
  rows: (typeof pastParticipation.$inferSelect)[],
  history: ProvinceHistory,
  frame: Frame,
): Map<string, number> {
  const byUnit = new Map<string, number>()
  for (const one of rows) {
    const code = carry(history, one, frame)
    if (code !== null) byUnit.set(code, (byUnit.get(code) ?? 0) + one.received)
  }
  return byUnit
}
