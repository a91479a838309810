import type { Kind } from './kinds.ts'

/** A change of one place of a text: what stands from `start` to `end` becomes `text`. */
export type Edit = { start: number; end: number; text: string }

/** What an operator proposes. */
export type Proposal = Edit & {
  operator: string
  /** Where the run must have come by for the fault to show: the branch that is never taken, the term that is dropped. */
  at: number
  /** The text by which the kind of fault is told. */
  about: string
}

/** A deliberate fault; `was` and `becomes` are its whole lines, by which people (and `equivalent.json`) name it. */
export type Mutant = Edit & {
  file: string
  operator: string
  kind: Kind
  at: number
  line: number
  was: string
  becomes: string
}

export const applied = (source: string, { start, end, text }: Edit) =>
  source.slice(0, start) + text + source.slice(end)

/** The whole lines that an edit touches, before and after it, with white space folded. */
export function linesOf(source: string, edit: Edit): { was: string; becomes: string } {
  const from = source.lastIndexOf('\n', edit.start - 1) + 1
  const newline = source.indexOf('\n', edit.end)
  const to = newline < 0 ? source.length : newline
  return {
    was: folded(source.slice(from, to)),
    becomes: folded(source.slice(from, edit.start) + edit.text + source.slice(edit.end, to)),
  }
}

export const folded = (text: string) => text.replace(/\s+/g, ' ').trim()

export const lineAt = (source: string, offset: number) => source.slice(0, offset).split('\n').length

/** `endorse.server.ts` of `app/modules/outreach` belongs to outreach; the embedded bucket is one area. */
export const areaOf = (file: string) => /^app\/(?:modules\/)?([^/]+)\//.exec(file)?.[1] ?? file.split('/')[0]!
