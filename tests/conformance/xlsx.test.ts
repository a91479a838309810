import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { renderXlsx } from '#app/modules/documents/xlsx.server.ts'
import { converted, isHere } from '#tests/support/programs.ts'

it.skipIf(!isHere('soffice'))('writes worksheets that LibreOffice reads as they were meant', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chungkhao-office-'))
  const body = await renderXlsx(
    'Phiếu chấm',
    [
      { header: 'Tên tác phẩm', width: 40 },
      { header: 'Điểm', width: 10, format: 'points' },
      { header: 'Số kỳ', width: 10, format: 'integer' },
      { header: 'Gửi lúc', width: 18, format: 'moment' },
    ],
    [
      ['=1+1', 87.5, 1234, new Date('2027-07-31T16:59:00Z')],
      ['Đất nước, "con người" & جزر', 0.25, 0, null],
    ],
  )
  writeFileSync(join(folder, 'phieu.xlsx'), body)
  await converted(folder, 'phieu.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76,1')
  const lines = readFileSync(join(folder, 'phieu.csv'), 'utf8').trim().split('\n')
  rmSync(folder, { recursive: true, force: true })
  // What LibreOffice quotes is text to it, so the first cell is no formula.
  expect(lines).toEqual([
    '"Tên tác phẩm","Điểm","Số kỳ","Gửi lúc"',
    '"=1+1",87.50,"1,234",31/07/2027 23:59',
    '"Đất nước, ""con người"" & جزر",0.25,0,',
  ])
})
