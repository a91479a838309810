import { textOf, type SheetCell } from '../documents/worksheet-cell.ts'
import { searchKey } from '../text/search-key.ts'
import type { UnitState } from '../provinces/history.ts'

/** One line of figures by province as it was read; `code` null where no province of the frame is meant. */
export type ProvinceLine = { line: number; typed: string; code: string | null; numbers: (number | null)[] }

/**
 * Reads figures by province, pasted or from a worksheet: a code or a name ("Huế", "TP Huế", "tỉnh Thanh Hoá"), then its
 * numbers, parted by tabs, semicolons or bars. Numbers may be grouped by dots or spaces (1.234.567). A first line
 * without any number is a head and passed over.
 */
export function readProvinceLines(text: string, units: Pick<UnitState, 'code' | 'name'>[]): ProvinceLine[] {
  const byName = new Map(units.map(({ code, name }) => [keyOf(name), code]))
  const codes = new Set(units.map(({ code }) => code))
  return text
    .normalize('NFC')
    .split(/\r?\n/)
    .flatMap((typed, index) => {
      const fields = typed.split(/[\t;|]/).map((field) => field.trim())
      if (fields.every((field) => field === '')) return []
      const numbers = fields.map(numberOf)
      // A name before a code: what stands before a name is the number of the row.
      const withName = fields.findIndex((field) => byName.has(keyOf(field)))
      const named = withName >= 0 ? withName : fields.findIndex((field) => codes.has(field.padStart(2, '0')))
      const first = named < 0 ? fields.findIndex((_, at) => numbers[at] === null) : named
      const rest = numbers.filter((_, at) => at > first && fields[at] !== '')
      if (index === 0 && named < 0 && rest.every((value) => value === null)) return []
      const code = named < 0 ? null : (byName.get(keyOf(fields[named]!)) ?? fields[named]!.padStart(2, '0'))
      return [{ line: index + 1, typed: typed.trim().slice(0, 120), code, numbers: rest }]
    })
}

const unitTitles =
  /^(?:ten )?(?:tinh|thanh pho|tinh thanh|tinh (?:va )?thanh pho|dia phuong|don vi|province|provinces|province (?:or )?city|unit|name)$/
const codeTitles = /^(?:ma|ma so|ma tinh|code)$/
const rowTitles = /^(?:stt|tt|so tt|so thu tu|no\.?|#)$/

const titleOf = (cell: SheetCell) =>
  searchKey(textOf(cell))
    .replace(/[,;:/()*–-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The first row that names a column of provinces (or their codes) and another one; negative without one. */
export const provinceHeadOf = (cells: SheetCell[][]): number =>
  cells.findIndex((line) => {
    const titles = line.map(titleOf).filter((title) => title !== '')
    return (
      titles.length > 1 &&
      titles.some((title) => unitTitles.test(title) || codeTitles.test(title)) &&
      !titles.some((title) => /^\d+$/.test(title))
    )
  })

/**
 * The rows of a worksheet as such lines, blank above its head: the province first, then its figures; the numbers of the
 * rows are left out, and codes where there are names. Whole where it has no head.
 */
export function provinceRowsOf(cells: SheetCell[][], head: number): string[][] {
  if (head < 0) return cells.map((line) => line.map(textOf))
  const titles = cells[head]!.map(titleOf)
  const byName = titles.findIndex((title) => unitTitles.test(title))
  const unit = byName >= 0 ? byName : titles.findIndex((title) => codeTitles.test(title))
  const isFigure = (place: number) =>
    place !== unit && !rowTitles.test(titles[place] ?? '') && !codeTitles.test(titles[place] ?? '')
  return cells.map((line, index) =>
    index <= head ? [] : [textOf(line[unit]), ...line.map(textOf).filter((_, place) => isFigure(place))],
  )
}

/** How a worksheet of figures by province is read. */
export const provinceSheet = { headOf: provinceHeadOf, rowsOf: provinceRowsOf }

const keyOf = (name: string) =>
  searchKey(name)
    .replace(/^(tinh|thanh pho|tp\.?) ?/, '')
    .replace(/\s*-\s*/g, '-')

/** A whole number with or without groups; null for anything else. */
function numberOf(field: string): number | null {
  const plain = field.replace(/[\s.\u00a0](?=\d{3}(\D|$))/g, '')
  return /^\d+$/.test(plain) ? Number(plain) : null
}
