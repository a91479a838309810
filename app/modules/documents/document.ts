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
  title: string
  abstract: string
  blocks: DocumentBlock[]
  signatures: { office: string; name: string }[]
  /** what follows the signature, on a page of its own */
  annex?: DocumentBlock[]
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
