import { readWorkbook } from '#app/modules/documents/read-workbook.server.ts'
import type { SheetCell } from '#app/modules/documents/worksheet-cell.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** The cells of the first sheet of a workbook that is shown, without rows where there is none; null where it is refused. */
export async function readWorksheet(file: Uint8Array): Promise<SheetCell[][] | null> {
  const workbook = await readWorkbook(file)
  return isRefusal(workbook) ? null : (workbook.sheets[0]?.cells ?? [])
}
