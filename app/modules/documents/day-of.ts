import { isDay } from '../calendar/local-time.ts'
import { searchKey } from '../text/search-key.ts'
import { textOf, type SheetCell } from './worksheet-cell.ts'

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const monthWords = [
  'mot',
  'hai',
  'ba',
  'tu',
  'nam',
  'sau',
  'bay',
  'tam',
  'chin',
  'muoi',
  'muoi mot',
  'muoi hai',
]

const time = String.raw`(?:\d{1,2}(?::\d{2}){1,2}|\d{1,2}\s?(?:h|gio|g)\s?(?:\d{1,2})?)(?:\s?[ap]m)?`
const around = new RegExp(String.raw`^${time}[,\s]+|[,\s]+(?:luc\s+)?${time}$`, 'g')
const weekday =
  /^(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)[,.\s]+/

const inDigits = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/
const backwards = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:t.*)?$/
const inVietnamese = /^(\d{1,2})\s*(?:thang|[/.-])\s*(\d{1,2}|[a-z]+(?: [a-z]+)??)(?:\s*nam|,)?\s+(\d{4})$/
const dayFirst = new RegExp(String.raw`^(\d{1,2})(?:st|nd|rd|th)?[\s-]+(${months})[a-z]*\.?,?[\s-]+(\d{4})$`)
const monthFirst = new RegExp(String.raw`^(${months})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`)

/**
 * A day; null for none, undefined for what is none, or may be two. In digits the day stands before the month, as
 * Vietnamese write it; two digits are a year of this century; a weekday before it and a time beside it are passed over.
 * Worksheets count days from 30/12/1899.
 */
export function dayOf(cell: SheetCell): string | null | undefined {
  if (cell instanceof Date) return textOf(cell) || undefined
  if (typeof cell === 'number')
    return cell > 20_000 && cell < 80_000
      ? new Date(Date.UTC(1899, 11, 30) + Math.floor(cell) * 86_400_000).toISOString().slice(0, 10)
      : undefined
  const text = searchKey(textOf(cell))
  if (text === '') return null
  const bare = text
    .replace(around, '')
    .replace(weekday, '')
    .replace(/^ngay /, '')
  const [year, month, day] = partsOf(bare) ?? []
  if (!year) return undefined
  const read = `${year.length === 2 ? `20${year}` : year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  return isDay(read) ? read : undefined
}

/** Year, month and day as they are written; null for none. */
function partsOf(text: string): [string, string, string] | null {
  const digits = inDigits.exec(text)
  if (digits) return [digits[4]!, digits[3]!, digits[1]!]
  const iso = backwards.exec(text)
  if (iso) return [iso[1]!, iso[3]!, iso[4]!]
  const words = inVietnamese.exec(text)
  if (words) {
    const month = /^\d/.test(words[2]!) ? words[2]! : String(monthWords.indexOf(words[2]!) + 1)
    return [words[3]!, month, words[1]!]
  }
  const english = dayFirst.exec(text)
  if (english) return [english[3]!, inEnglish(english[2]!), english[1]!]
  const american = monthFirst.exec(text)
  return american && [american[3]!, inEnglish(american[1]!), american[2]!]
}

const inEnglish = (month: string) => String(months.split('|').indexOf(month) + 1)
