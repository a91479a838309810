import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readOds } from 'hucre/ods'
import { withMerged, type FoundSheet } from './workbook.ts'
import type { SheetCell } from './worksheet-cell.ts'

/** A tag of a table: whether it closes, its name, its attributes, whether it is empty. */
const tags =
  /<(\/?)table:(table|table-(?:column|row|cell)|covered-table-cell|(?:table-)?(?:rows|columns|(?:header|row|column)-(?:rows|columns|group)))(?=[\s/>])((?:[^"'>]|"[^"]*"|'[^']*')*?)(\/?)>/g

/** Cells a workbook may have once what it repeats is written out. */
const mostCells = 1_000_000
const mostColumns = 16_384

/**
 * The sheets of an OpenDocument workbook. Its reader tells nothing of what is hidden, passes over rows that stand in
 * groups or in a repeated head, and takes an empty cell with a style for a filled one: so what is hidden is gathered
 * from the XML, and the XML is handed on without groups and without the styles of cells. Throws where it is none.
 */
export async function readOdsSheets(file: Uint8Array): Promise<FoundSheet[]> {
  const files = unzipSync(file, { filter: ({ name }) => name === 'mimetype' || name === 'content.xml' })
  const content = strFromU8(files['content.xml']!)
  const found = sheetsIn(content)
  const plain = zipSync({ mimetype: files.mimetype!, 'content.xml': strToU8(found.plain) }, { level: 0 })
  const { sheets } = await readOds(plain)
  return sheets.map((sheet, index) => ({
    name: sheet.name,
    ...found.sheets[index]!,
    cells: withMerged(
      sheet.rows.map((row) => [...row] as SheetCell[]),
      sheet.merges,
    ),
  }))
}

type Hidden = Pick<FoundSheet, 'hidden' | 'hiddenRows' | 'hiddenColumns'>

/** What of each sheet is hidden; and the document as its reader takes it. */
function sheetsIn(content: string): { sheets: Hidden[]; plain: string } {
  const sheets: Hidden[] = []
  const hiddenStyles = stylesThatHide(content)
  const groups: boolean[] = []
  let [row, column, cell, filledTo, cells] = [0, 0, 0, 0, 0]
  let current: { hidden: boolean; times: number } | null = null
  const endRow = () => {
    cells += current!.times * filledTo
    if (cells > mostCells) throw new RangeError('more cells than a worksheet may have')
    if (current!.hidden && filledTo > 0)
      for (let more = 0; more < current!.times; more++) sheets.at(-1)!.hiddenRows.push(row + more)
    row += current!.times
    current = null
  }
  const plain = content.replace(
    tags,
    (tag, closes: string, name: string, attributes: string, empty: string) => {
      const isHidden = /table:visibility="(?:collapse|filter)"/.test(attributes) || groups.includes(true)
      if (/(?:rows|columns|group)$/.test(name)) {
        if (closes) groups.pop()
        else if (!empty) groups.push(/table:display="false"/.test(attributes))
        return ''
      }
      if (name === 'table' && !closes) {
        ;[row, column] = [0, 0]
        const style = /table:style-name="([^"]*)"/.exec(attributes)?.[1]
        sheets.push({ hidden: hiddenStyles.has(style), hiddenRows: [], hiddenColumns: [] })
      } else if (name === 'table-column' && !closes) {
        const until = Math.min(column + timesIn(attributes), mostColumns)
        for (; column < until; column++) if (isHidden) sheets.at(-1)!.hiddenColumns.push(column)
      } else if (name === 'table-row') {
        if (!closes) [current, cell, filledTo] = [{ hidden: isHidden, times: timesIn(attributes) }, 0, 0]
        if (closes || empty) endRow()
      } else if (name.endsWith('cell') && !closes) {
        cell += timesIn(attributes)
        if (/office:value-type=|table:number-(?:rows|columns)-spanned=/.test(attributes) || !empty)
          filledTo = cell
        return tag.replace(/\stable:style-name="[^"]*"/, '')
      }
      return tag
    },
  )
  return { sheets, plain }
}

/** How often a row, a column or a cell stands there. */
const timesIn = (attributes: string) =>
  Number(/table:number-(?:rows|columns)-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1)

/** The names of the styles of sheets that are not shown. */
function stylesThatHide(content: string): Set<string | undefined> {
  const styles = content.matchAll(/<style:style\b([^>]*)>([\s\S]*?)<\/style:style>/g)
  return new Set(
    [...styles]
      .filter(
        ([, own, parts]) =>
          /style:family="table"/.test(own!) &&
          /<style:table-properties[^>]*table:display="false"/.test(parts!),
      )
      .map(([, own]) => /style:name="([^"]*)"/.exec(own!)?.[1]),
  )
}
