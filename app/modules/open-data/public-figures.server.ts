import { renderCsv } from '../documents/csv.server.ts'
import type { EditionRow } from '../participation/across-editions.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { editionByNumber, listEditions } from '../editions/editions.server.ts'
import { funnelOfAll } from '../outreach/province-funnel.server.ts'
import { toldSteps, type Funnel } from '../participation/funnel.ts'
import { toldMeasures } from '../participation/map-values.ts'
import type { Measures } from '../participation/measures.ts'
import { participationOf } from '../participation/participation-of.server.ts'
import { printParticipation, type PrintedParticipation } from '../participation/print.server.ts'
import type { Frame } from '../provinces/history.ts'

/** An edition whose participation anybody may see: published, or opened by its organizers; null otherwise. */
export async function publicEdition(number: number) {
  const edition = await editionByNumber(number)
  if (!edition) return null
  const results = edition.phase === 'published'
  return results || edition.participationPublic ? { edition, results } : null
}

export const publicColumns = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
type Column = (typeof publicColumns)[number]

/** The columns that may be told: without results neither the final nor prizes. */
export const toldColumns = (results: boolean): Column[] =>
  publicColumns.filter((column) => toldMeasures(results).includes(column))

/** Every number of the public page, with columns that are not told left out. */
export async function openFigures(number: number, frame: Frame) {
  const found = await publicEdition(number)
  if (!found) return null
  const printed = (await printParticipation({ edition: number, frame, period: {} }))!
  const columns = toldColumns(found.results)
  const only = (row: Measures) => Object.fromEntries(columns.map((column) => [column, row[column]]))
  return {
    columns,
    printed,
    json: {
      takenAt: printed.takenAt,
      frame: printed.frame,
      edition: printed.edition,
      participating: printed.participating,
      of: printed.of,
      absent: printed.absent,
      undecided: printed.undecided,
      untold: printed.untold,
      provinces: printed.provinces.map((row) => ({ code: row.code, name: row.name, ...only(row) })),
      buckets: Object.fromEntries(Object.entries(printed.buckets).map(([name, row]) => [name, only(row)])),
      unplaced: only(printed.unplaced),
      byCategory: printed.byCategory.map((row) => ({ name: row.name, ...only(row) })),
      byLanguage: printed.byLanguage,
      byDay: printed.byDay,
    },
  }
}

/** The figures of the public page, with zeros for what is not told; no list of anything. */
export async function publicParticipation(editionId: string, frame: Frame, results: boolean) {
  const whole = await participationOf(editionId, frame)
  const only = <Row extends Measures>(row: Row): Row => (results ? row : { ...row, inFinal: 0, prizes: 0 })
  const { takenAt, tiles, days, statement, untold } = whole
  return {
    takenAt,
    frame,
    tiles,
    days,
    statement,
    untold,
    rows: whole.rows.map(only),
    buckets: whole.buckets.map(only),
    unplaced: only(whole.unplaced),
    categories: whole.categories.map(only),
  }
}

/** The steps that anybody may see. */
export async function publicFunnel(editionId: string, results: boolean): Promise<Partial<Funnel>> {
  const funnel = await funnelOfAll(editionId)
  return Object.fromEntries(toldSteps({ results, open: true }).map((step) => [step, funnel[step]]))
}

/** Of all editions those anybody may see, up to this one; without results nothing that tells them. */
export async function publicAcross(rows: EditionRow[], number: number): Promise<EditionRow[]> {
  const open = new Map((await listEditions()).map((edition) => [edition.number, edition]))
  return rows.flatMap((row) => {
    const edition = open.get(row.number)
    if (row.number > number) return []
    if (row.source !== null || !edition) return [row]
    if (edition.phase === 'published') return [row]
    return edition.participationPublic ? [{ ...row, inFinal: null, prizes: null }] : []
  })
}

/** The provinces and groups as CSV: the columns are the keys of the dictionary. */
export async function openCsv(number: number, frame: Frame): Promise<Buffer | null> {
  const figures = await openFigures(number, frame)
  if (!figures) return null
  const { columns, printed } = figures
  return renderCsv(
    ['frame', 'code', 'name', ...columns, 'complete'].map((header) => ({ header, width: 0 })),
    csvRows(printed, columns),
  )
}

function csvRows(printed: PrintedParticipation, columns: Column[]) {
  const t = translator('vi')
  const line = (code: string, name: string, row: Measures) => [
    printed.frame,
    code,
    name,
    ...columns.map((column) => row[column]),
    printed.untold.includes(code) ? 'no' : 'yes',
  ]
  return [
    ...printed.provinces.map((row) => line(row.code, row.name, row)),
    ...(['central', 'overseas', 'foreign'] as const).map((name) =>
      line('', t(`bucket.${name}`), printed.buckets[name]),
    ),
    ...(printed.unplaced.received > 0 ? [line('', t('province.unplacedRow'), printed.unplaced)] : []),
  ]
}
