import { cleanLine } from '#app/modules/text/clean-text.ts'
import { readWorksheet } from '#app/modules/documents/read-worksheet.server.ts'
import { textOf } from '#app/modules/documents/worksheet-cell.ts'

/** A small file sent with a form (a worksheet), or null where none was chosen. Media never come this way. */
export async function fileOf(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const file = form.get(name)
  if (file === null || typeof file === 'string' || file.size === 0) return null
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** What was pasted into `list` and what stands in the worksheet `file`, a row a line; null where the file is no worksheet. */
export async function listOf(form: FormData): Promise<string | null> {
  const typed = String(form.get('list') ?? '')
  const file = await fileOf(form, 'file')
  const cells = file ? await readWorksheet(file.bytes) : []
  if (!cells) return null
  // Blank rows stay, so that a line has the number it has in the worksheet.
  return [
    ...(typed.trim() === '' ? [] : [typed]),
    ...cells.map((line) => line.map((cell) => cleanLine(textOf(cell))).join('\t')),
  ]
    .join('\n')
    .trimEnd()
}
