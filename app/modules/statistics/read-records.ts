import { WrongInput } from '../refusal/wrong-input.ts'

/** What a cell says, and where it begins (both from 1, letters counted as people see them: in NFC). */
export type Cell = { text: string; line: number; column: number }

const separators = [',', ';', '\t', '|']

/**
 * Records of a separated text, by RFC 4180; empty lines are passed over. The separator is the one that a first line
 * `sep=…` names, as Excel writes it, else the one that the head has. Throws WrongInput.
 */
export function readRecords(text: string): { records: Cell[][]; separator: string } {
  const clean = text.replace(/^\uFEFF/, '').normalize('NFC')
  const told = /^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(clean)
  const separator = told ? told[1]! : separatorOf(clean)
  return { separator, records: recordsFrom(clean, separator, told ? told[0].length : 0) }
}

/** The one that stands most often in the head; others there belong to names. */
function separatorOf(text: string): string {
  const head = (/\S[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const times = (separator: string) => head.split(separator).length
  return separators.reduce((most, one) => (times(one) > times(most) ? one : most))
}

function recordsFrom(text: string, separator: string, from: number): Cell[][] {
  const records: Cell[][] = []
  let row: Cell[] = []
  let [at, line, lineStart] = [from, from > 0 ? 2 : 1, from]
  const isBreak = (place: number) => text[place] === '\n' || text[place] === '\r'
  const endRow = () => {
    if (row.length > 1 || row[0]!.text.trim() !== '') records.push(row)
    row = []
  }
  while (at < text.length) {
    const cell = { text: '', line, column: at - lineStart + 1 }
    if (text[at] === '"') {
      at++
      for (;;) {
        if (at >= text.length) throw new WrongInput(cell.line, cell.column, 'command.error.quote')
        if (text[at] === '"' && text[at + 1] === '"') {
          cell.text += '"'
          at += 2
        } else if (text[at] === '"') {
          at++
          break
        } else {
          if (text[at] === '\n') [line, lineStart] = [line + 1, at + 1]
          cell.text += text[at++]
        }
      }
      if (at < text.length && text[at] !== separator && !isBreak(at))
        throw new WrongInput(line, at - lineStart + 1, 'command.error.afterQuote')
    } else while (at < text.length && text[at] !== separator && !isBreak(at)) cell.text += text[at++]
    row.push(cell)
    if (text[at] === separator) {
      at++
      if (at >= text.length || isBreak(at)) row.push({ text: '', line, column: at - lineStart + 1 })
      else continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    endRow()
    ;[line, lineStart] = [line + 1, at]
  }
  if (row.length > 0) endRow()
  return records
}
