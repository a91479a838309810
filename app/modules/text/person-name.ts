import { cleanLine } from './clean-text.ts'

/** Endings that make a word with a dot a link in programs that read mail; the short ones are names too ("TS.Me"). */
const endings =
  'com|net|org|edu|gov|info|biz|vn|cn|ru|tk|xyz|top|site|online|shop|store|club|link|click|live|icu|app|dev|asia|website|space|page'

const host = String.raw`(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+`
const pageAddress = new RegExp(
  String.raw`[a-z][a-z0-9+.-]*:\/\/\S*|www\.\S+|${host}(?:(?:${endings})(?![\p{L}\p{N}])|[a-z]{2,}(?=\/))\S*`,
  'giu',
)

/** Whether a name holds the address of a page: letters of the portal would carry it to others as a link. */
export const hasPageAddress = (name: string): boolean => name.search(pageAddress) >= 0

/** A name as a letter may carry it, whenever it was stored: one line, and nothing a program would make a link of. */
export const nameInLetter = (name: string): string =>
  cleanLine(name).replace(pageAddress, (address) => address.replace(/:\/\/|[./]/g, ' ').trim())
