import { cleanLine } from '#app/modules/text/clean-text.ts'
import { readWorkbook } from '#app/modules/documents/read-workbook.server.ts'
import { isHiddenData, notesOn, sheetToRead, type HeadOf } from '#app/modules/documents/workbook.ts'
import type { SheetCell } from '#app/modules/documents/worksheet-cell.ts'
import { isRefusal, refuse, type Message, type Refusal } from '#app/modules/refusal/refusal.ts'

/** A small file sent with a form (a worksheet), or null where none was chosen. Media never come this way. */
export async function fileOf(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const file = form.get(name)
  if (file === null || typeof file === 'string' || file.size === 0) return null
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** How lists of one kind are read from a worksheet: where the head stands, and what of its rows makes a line. */
export type ListReader = { headOf: HeadOf; rowsOf: (cells: SheetCell[][], head: number) => string[][] }

/**
 * What was pasted into `list` and what stands in the worksheet `file`, a row a line, with what its sender may not know
 * of that file; refused where it is no worksheet. Blank rows stay, so that a line has the number it has there.
 */
export async function listOf(
  form: FormData,
  reader: ListReader,
): Promise<{ list: string; notes: Message[] } | Refusal> {
  const typed = String(form.get('list') ?? '')
  const file = await fileOf(form, 'file')
  if (!file) return { list: typed.trimEnd(), notes: [] }
  const workbook = await readWorkbook(file.bytes)
  if (isRefusal(workbook)) return workbook
  const found = sheetToRead(workbook, reader.headOf)
  const rows = reader.rowsOf(found.sheet.cells, found.head)
  const lines = rows.map((fields) => fields.map(cleanLine).join('\t'))
  return {
    list: [...(typed.trim() === '' ? [] : [typed]), ...lines].join('\n').trimEnd(),
    notes: notesOn(workbook, found),
  }
}

/** The same where nobody looks at what was read before it is stored: what its sender may not see is asked about first. */
export async function seenListOf(form: FormData, reader: ListReader): Promise<{ list: string } | Refusal> {
  const read = await listOf(form, reader)
  if (isRefusal(read)) return read
  const unseen = read.notes.filter(isHiddenData).flatMap(({ values = {} }) => Object.values(values))
  if (unseen.length === 0) return { list: read.list }
  return refuse('worksheet.hiddenRefused', { places: unseen.join('; ') }, 'file')
}
