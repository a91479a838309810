/** Whose letter a document is: a Party body's (36-HD/VPTW) or a State body's (Decree 30/2020/NĐ-CP). */
export const letterheads = ['party', 'state'] as const
export type Letterhead = (typeof letterheads)[number]

/** An official document before it is written as DOCX or PDF: whose letter it is, what it says, who signs, who gets it. */
export type OfficialDocument = {
  letterhead: Letterhead
  /** the body above and the body that issues it, in its own capitals */
  superior: string
  body: string
  /** the number line under the issuing body, where there is one */
  number?: string
  /** place and date, in one line */
  placeAndDate: string
  /** what kind of document it is and on what; both empty in an official letter, which says it under its number */
  title: string
  abstract: string
  /** "V/v …", under the number of an official letter */
  about?: string
  /** "Kính gửi:" and whom an official letter addresses */
  addressed?: { head: string; to: string[] }
  blocks: DocumentBlock[]
  signatures: { office: string; name: string }[]
  /** what follows the signature, on a page of its own */
  annex?: DocumentBlock[]
  /** whose annex it is, under its heading */
  annexOf?: string
  /** "Nơi nhận", left of the signature */
  recipients?: string[]
  language: string
}

export type DocumentBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** `widths` are shares of the page; numbers stand right */
  | { kind: 'table'; head: string[]; rows: string[][]; widths: number[]; numbers: number[] }
  /** `width` is a share of the line, `ratio` height by width; `text` says what it shows */
  | { kind: 'picture'; svg: string; text: string; width: number; ratio: number }

/** More letters than this need a second line. */
const lineOfLetters = 100

/** How many of the last blocks stay with the signature: at least two lines of text, for it never stands alone on a page. */
export function closingBlocks(blocks: DocumentBlock[]): number {
  let lines = 0
  let taken = 0
  for (const block of [...blocks].reverse()) {
    if (lines >= 2) break
    taken++
    if (block.kind === 'table') lines += closingRows
    if (block.kind === 'paragraph') lines += block.text.length > lineOfLetters ? 2 : 1
  }
  return taken
}

/** Of a table that ends a document, so many rows stay with the signature. */
export const closingRows = 2

const placeOfBody = /(?<=^|\s)(TỈNH ỦY|THÀNH ỦY|TỈNH|THÀNH PHỐ) \S.{0,24}$/u

/** A line of the letterhead whose place, "TỈNH KHÁNH HÒA" at its end, no line break divides. */
export const placeInOnePiece = (line: string): string =>
  line.replace(placeOfBody, (place) => place.replaceAll(' ', '\u00a0'))
