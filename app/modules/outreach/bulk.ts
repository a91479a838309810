import { cleanLine, isDamaged } from '../text/clean-text.ts'
import { readEmail as readAddress } from '../text/email.ts'
import { hasPageAddress } from '../text/person-name.ts'
import { isPhone } from '../text/phone.ts'
import { searchKey } from '../text/search-key.ts'
import { textOf, type SheetCell } from '../documents/worksheet-cell.ts'
import { notesOn, sheetToRead, type Workbook } from '../documents/workbook.ts'
import { dayOf } from '../documents/day-of.ts'
import type { Message } from '../refusal/refusal.ts'

/** A worksheet that was read is waiting, has become drafts, or was thrown away. */
export const bulkStates = ['checked', 'confirmed', 'discarded'] as const

/** The columns of a province's worksheet, in the order of the template. */
export const bulkColumns = [
  'title',
  'originalTitle',
  'category',
  'language',
  'genre',
  'authors',
  'email',
  'phone',
  'agency',
  'publishedOn',
  'outlet',
  'url',
  'summary',
  'postmarkedOn',
  'receivedOn',
] as const
export type BulkColumn = (typeof bulkColumns)[number]
export const neededColumns: readonly BulkColumn[] = ['title', 'category', 'language', 'authors', 'email']

/** Values as they will be saved; categories by id, languages and genres by code, days `yyyy-MM-dd`. */
export type BulkWork = {
  title: string
  originalTitle: string
  categoryId: string
  language: string
  genre: string
  authors: string[]
  email: string
  phone: string
  agency: string
  publishedOn: string | null
  outlet: string
  url: string
  summary: string
  postmarkedOn: string | null
  receivedOn: string | null
}

/** One row of the sheet after the check: its number as the sheet counts (from 1), what was read, what is wrong where. */
export type CheckedRow = {
  row: number
  title: string
  work: BulkWork | null
  wrong: { column: BulkColumn; why: Message }[]
}

/** What names mean: each map goes from a search key to a category's id, a language's or a genre's code. */
export type BulkWords = {
  headers: ReadonlyMap<string, BulkColumn>
  categories: ReadonlyMap<string, string>
  languages: ReadonlyMap<string, string>
  genres: ReadonlyMap<string, string>
  /** languages a category takes, null for any */
  languagesOf: ReadonlyMap<string, readonly string[] | null>
  today: string
  /** `titleKey|authorKey` of works the edition has already */
  known: ReadonlySet<string>
}

export const workKey = (title: string, author: string) => `${searchKey(title)}|${searchKey(author)}`

/** What a worksheet says; `filled` rows are never read in part: where there are too many, none is. */
export type ReadSheet = { rows: CheckedRow[]; filled: number; headRow: number; missing: BulkColumn[] }

export const mostRows = 2000
const mostSummary = 20_000

/** The first sheet whose head has what is needed; where none has, what is missing in the first. `notes` say what of the workbook is hidden. */
export function checkWorkbook(workbook: Workbook, words: BulkWords) {
  const found = sheetToRead(workbook, (cells) => {
    const { at, columns } = findHead(cells, words)
    return neededColumns.every((column) => columns.has(column)) ? at : -1
  })
  const { cells } = found.sheet
  return { cells, notes: notesOn(workbook, found), sheet: checkSheet(cells, words) }
}

/**
 * Reads a worksheet: the head is the first row that names at least three of our columns, in any order and language;
 * rows without anything are passed over. Dates may be dates, or text such as 15/3/2027.
 */
export function checkSheet(cells: SheetCell[][], words: BulkWords): ReadSheet {
  const { at, columns } = findHead(cells, words)
  const missing = neededColumns.filter((column) => !columns.has(column))
  if (missing.length > 0) return { rows: [], filled: 0, headRow: at + 1, missing }
  const places = [...columns.values()]
  const isFilled = (line: SheetCell[]) => places.some((place) => textOf(line[place]) !== '')
  const filled = [...cells.entries()].filter(([index, line]) => index > at && isFilled(line))
  if (filled.length > mostRows) return { rows: [], filled: filled.length, headRow: at + 1, missing: [] }
  const seen = new Set<string>()
  const rows = filled.map(([index, line]) => {
    const typed = (column: BulkColumn) => {
      const place = columns.get(column)
      return place === undefined ? null : (line[place] ?? null)
    }
    return checkRow(index + 1, typed, words, seen)
  })
  return { rows, filled: filled.length, headRow: at + 1, missing: [] }
}

function findHead(cells: SheetCell[][], { headers }: BulkWords) {
  for (const [at, line] of cells.entries()) {
    const columns = new Map<BulkColumn, number>()
    for (const [place, cell] of line.entries()) {
      const column = headers.get(searchKey(textOf(cell).replace(/\*/g, '').trim()))
      if (column && !columns.has(column)) columns.set(column, place)
    }
    if (columns.size >= 3) return { at, columns }
  }
  return { at: 0, columns: new Map<BulkColumn, number>() }
}

function checkRow(
  row: number,
  typed: (column: BulkColumn) => SheetCell,
  words: BulkWords,
  seen: Set<string>,
): CheckedRow {
  const reader = rowReader(typed, words)
  const { line, needed, meant, day } = reader
  const title = needed('title', 500)
  const { categoryId, language } = readCategory(reader, words)
  const authors = readAuthors(reader)
  const [postmarkedOn, receivedOn] = [day('postmarkedOn'), day('receivedOn')]
  if (postmarkedOn && receivedOn && postmarkedOn > receivedOn) reader.say('receivedOn', 'order')
  sayDoubles(reader, title, authors, words, seen)
  const work: BulkWork = {
    title,
    originalTitle: line('originalTitle', 500),
    categoryId,
    language,
    genre: meant('genre', words.genres),
    authors,
    email: readEmail(reader),
    phone: readPhone(reader),
    agency: line('agency', 300),
    publishedOn: day('publishedOn'),
    outlet: line('outlet', 300),
    url: readUrl(reader),
    summary: reader.text('summary', mostSummary),
    postmarkedOn,
    receivedOn,
  }
  return { row, title, work: reader.wrong.length === 0 ? work : null, wrong: reader.wrong }
}

type RowReader = ReturnType<typeof rowReader>

/** Reads the cells of one row by kind, and gathers what is wrong with them. */
function rowReader(typed: (column: BulkColumn) => SheetCell, words: BulkWords) {
  const wrong: CheckedRow['wrong'] = []
  const say = (column: BulkColumn, key: string, values?: Message['values']) =>
    wrong.push({ column, why: { key: `follow.bulk.error.${key}`, values } })
  const line = (column: BulkColumn, most: number) => {
    const text = cleanLine(textOf(typed(column)))
    if (isDamaged(text)) say(column, 'damaged')
    if (text.length > most) say(column, 'tooLong', { max: most })
    return text.slice(0, most)
  }
  const text = (column: BulkColumn, most = Infinity) => {
    const said = textOf(typed(column))
    if (isDamaged(said)) say(column, 'damaged')
    if (said.length > most) say(column, 'tooLong', { max: most })
    return said
  }
  const needed = (column: BulkColumn, most: number) => {
    const text = line(column, most)
    if (text === '') say(column, 'required')
    return text
  }
  const meant = (column: BulkColumn, meanings: ReadonlyMap<string, string>) => {
    const text = line(column, 300)
    const found = meanings.get(searchKey(text))
    if (text !== '' && found === undefined) say(column, 'unknown', { value: text })
    return found ?? ''
  }
  const day = (column: BulkColumn) => {
    const read = dayOf(typed(column))
    if (read === undefined) say(column, 'date', { value: textOf(typed(column)) })
    else if (read !== null && read > words.today) say(column, 'future')
    return read ?? null
  }
  return { typed, wrong, say, line, text, needed, meant, day }
}

function readCategory({ say, line, needed, meant }: RowReader, words: BulkWords) {
  const category = needed('category', 300)
  const categoryId = words.categories.get(searchKey(category)) ?? ''
  if (category !== '' && categoryId === '') say('category', 'unknown', { value: category })
  if (line('language', 100) === '') say('language', 'required')
  const language = meant('language', words.languages)
  const taken = words.languagesOf.get(categoryId)
  if (language && taken && !taken.includes(language)) say('language', 'notInCategory')
  return { categoryId, language }
}

/** What people put between names, and before each where they stand in a list. */
const betweenNames = /(?:^|\n)\s*(?:[-–—•*+]|\d{1,2}[.)])\s*|[;,\n]|\s+(?:và|and|&)\s+|\s+[-–—]\s+/iu

/** Names parted by semicolons, commas, lines, dashes or “và”. */
function readAuthors({ say, text }: RowReader): string[] {
  const authors = text('authors')
    .split(betweenNames)
    .map(cleanLine)
    .filter((name) => name !== '')
  if (authors.length === 0) say('authors', 'required')
  if (authors.length > 30 || authors.some((name) => name.length > 200)) say('authors', 'authors')
  if (authors.some(hasPageAddress)) say('authors', 'nameAddress')
  return authors
}

function readEmail({ say, needed }: RowReader): string {
  const typed = needed('email', 300)
  if (typed === '') return ''
  const read = readAddress(typed)
  if ('email' in read) return read.email
  if ('values' in read) say('email', 'emailCharacter', read.values)
  else say('email', 'email')
  return ''
}

function readUrl({ say, line }: RowReader): string {
  const url = line('url', 2000)
  if (url !== '' && !/^https?:\/\/[^\s]+$/i.test(url)) say('url', 'url')
  return url
}

/** A work the edition has already, or that stands in the worksheet twice. */
function sayDoubles(
  { say }: RowReader,
  title: string,
  authors: string[],
  words: BulkWords,
  seen: Set<string>,
) {
  if (title === '' || authors.length === 0) return
  const key = workKey(title, authors[0]!)
  if (words.known.has(key)) say('title', 'known')
  else if (seen.has(key)) say('title', 'twice')
  seen.add(key)
}

/** A worksheet that takes a telephone number for a number drops its nought: nine digits of a mobile, ten of a landline. */
function readPhone({ say, line, typed }: RowReader): string {
  const text = line('phone', 30)
  const phone = typeof typed('phone') === 'number' && /^(?:\d{9}|2\d{9})$/.test(text) ? `0${text}` : text
  if (text.length < 30 && !isPhone(phone)) say('phone', 'phone')
  return phone
}
