import { readFileSync, globSync } from 'node:fs'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { formatNumber, formatPoints } from '#app/i18n/format.ts'
import { forExcelIn, forPrograms, renderCsv } from '#app/modules/documents/csv.server.ts'
import { renderJson } from '#app/modules/documents/json.server.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { renderXlsx } from '#app/modules/documents/xlsx.server.ts'
import { roundTo } from '#app/modules/text/round-to.ts'

/** 0.005, 0.015 … 99.995: means of two scores that lie between two hundredths. */
const halves = Array.from({ length: 10_000 }, (_, hundredth) => hundredth)
const value = (hundredth: number) => (hundredth + 0.5) / 100
/** In whole numbers, half away from zero. */
const wanted = (hundredth: number, mark: string) =>
  `${Math.trunc((hundredth + 1) / 100)}${mark}${String((hundredth + 1) % 100).padStart(2, '0')}`
/** Without zeros behind the mark. */
const short = (text: string) => text.replace(/[.,]?0+$/, (zeros) => (/[.,]/.test(text) ? '' : zeros))

describe('a mean between two hundredths is the greater of them', () => {
  const columns = [{ header: 'x', width: 1, format: 'points' as const }]
  const rows = halves.flatMap((hundredth) => [[value(hundredth)], [-value(hundredth)]])

  it('on every page', () => {
    const found = halves.map((hundredth) => [
      formatNumber(value(hundredth), 'vi', 2),
      formatNumber(-value(hundredth), 'en', 2),
      formatPoints(hundredth + 0.5, 'vi', 2),
      formatPoints(hundredth + 0.5, 'en'),
    ])
    expect(found).toEqual(
      halves.map((hundredth) => [
        wanted(hundredth, ','),
        `-${wanted(hundredth, '.')}`,
        wanted(hundredth, ','),
        short(wanted(hundredth, '.')),
      ]),
    )
  })

  it.each([
    ['for Excel', forExcelIn('vi'), ','],
    ['for programs', forPrograms, '.'],
  ] as const)('in CSV %s', async (_whom, style, mark) => {
    const [, ...lines] = (await renderCsv(columns, rows, style)).toString().trimEnd().split('\r\n')
    expect(lines).toEqual(
      halves.flatMap((hundredth) => {
        const text = short(wanted(hundredth, mark))
        return [text, `-${text}`]
      }),
    )
  })

  it('in JSON, in a worksheet and by command', async () => {
    const numbers = halves.flatMap((hundredth) => [(hundredth + 1) / 100, -(hundredth + 1) / 100])
    const json = JSON.parse((await renderJson(columns, rows)).toString()) as { x: number }[]
    expect(json.map((row) => row.x)).toEqual(numbers)
    const sheet = (await readWorksheet(await renderXlsx('a', columns, rows)))!
    expect(sheet.slice(1).map(([cell]) => cell)).toEqual(numbers)
    // what `stats --decimals` rounds by
    expect(rows.map(([cell]) => roundTo(cell!, 2))).toEqual(numbers)
  })
})

describe('no other rounding', () => {
  const linter = new ESLint()

  it.each([
    'export const shown = mean.toFixed(2)',
    "export const shown = new Intl.NumberFormat('vi').format(mean)",
    "export const shown = mean.toLocaleString('vi')",
    'export const shown = Math.round(mean * 100) / 100',
    'export const shown = Math.floor(mean * 100) / 100',
  ])('passes the linter: %s', async (line) => {
    const [answer] = await linter.lintText(`const mean = Number('1')\n${line}\n`, {
      filePath: 'app/modules/exports/other.ts',
    })
    expect(answer!.messages.map((one) => one.message)).toEqual([expect.stringMatching(/^One rounding/)])
  })

  it('and nothing in the application asks the linter to look away', () => {
    const away = globSync('app/**/*.{ts,tsx}').filter((file) =>
      /eslint-disable[^\n]*no-restricted-syntax/.test(readFileSync(file, 'utf8')),
    )
    expect(away).toEqual([])
  })
})
