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
  const byKey = new Map(
    units.flatMap(({ code, name }) => [
      [code, code],
      [keyOf(name), code],
    ]),
  )
  return text
    .normalize('NFC')
    .split(/\r?\n/)
    .flatMap((typed, index) => {
      const fields = typed.split(/[\t;|]/).map((field) => field.trim())
      if (fields.every((field) => field === '')) return []
      const numbers = fields.map(numberOf)
      const named = fields.findIndex((field) => byKey.has(keyOf(field)) || byKey.has(field.padStart(2, '0')))
      const first = named < 0 ? fields.findIndex((_, at) => numbers[at] === null) : named
      const rest = numbers.filter((_, at) => at > first && fields[at] !== '')
      if (index === 0 && named < 0 && rest.every((value) => value === null)) return []
      const code =
        named < 0 ? null : (byKey.get(keyOf(fields[named]!)) ?? byKey.get(fields[named]!.padStart(2, '0'))!)
      return [{ line: index + 1, typed: typed.trim().slice(0, 120), code, numbers: rest }]
    })
}

const keyOf = (name: string) =>
  searchKey(name)
    .replace(/^(tinh|thanh pho|tp\.?) ?/, '')
    .replace(/\s*-\s*/g, '-')

/** A whole number with or without groups; null for anything else. */
function numberOf(field: string): number | null {
  const plain = field.replace(/[\s.\u00a0](?=\d{3}(\D|$))/g, '')
  return /^\d+$/.test(plain) ? Number(plain) : null
}
