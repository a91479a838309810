import { mkdirSync, writeFileSync } from 'node:fs'
import { isNoticed, type Group } from './floors.ts'
import { kinds } from './kinds.ts'
import { areaOf } from './mutant.ts'
import type { Judged } from './try-mutants.ts'

/** Survivors with the line and the fault, then how many were noticed, by kind and by area, and against the floors. */
export function printReport(judged: readonly Judged[], groups: readonly Group[]) {
  const survivors = judged.filter((one) => !isNoticed(one)).sort(byPlace)
  if (survivors.length > 0) console.log(`\nNot noticed (${survivors.length}):`)
  for (const { mutant, verdict } of survivors) {
    const { file, line, kind, operator } = mutant
    const ran = verdict.tests === 0 ? 'no test comes by' : `${verdict.tests} test files passed`
    console.log(`\n${file}:${line}  ${kind}, ${operator}; ${ran}`)
    const { was, becomes } = shortened(mutant.was, mutant.becomes)
    console.log(`  - ${was}\n  + ${becomes}`)
  }
  console.log(`\n${table(judged)}`)
  for (const { name, floor, noticed, of, under } of groups)
    console.log(
      `${name}: ${percent(noticed, of)} (floor ${percent(floor, 1)})${under ? ' — UNDER THE FLOOR' : ''}`,
    )
}

export function writeReport(judged: readonly Judged[], groups: readonly Group[]) {
  mkdirSync('.cache/reports', { recursive: true })
  const faults = [...judged]
    .sort(byPlace)
    .map(({ mutant: { file, line, kind, operator, was, becomes }, verdict }) => ({
      file,
      line,
      kind,
      operator,
      was,
      becomes,
      ...verdict,
    }))
  writeFileSync('.cache/reports/mutants.json', JSON.stringify({ groups, faults }, null, 1))
}

function table(judged: readonly Judged[]): string {
  const areas = [...new Set(judged.map(({ mutant }) => areaOf(mutant.file)))].sort()
  const shown = kinds.filter((kind) => judged.some(({ mutant }) => mutant.kind === kind))
  const cell = (area: string | null, kind: string | null) => {
    const here = judged.filter(
      ({ mutant }) => (!area || areaOf(mutant.file) === area) && (!kind || mutant.kind === kind),
    )
    return here.length ? `${here.filter(isNoticed).length}/${here.length}` : ''
  }
  const rows = [
    ['noticed/of', ...shown, 'all'],
    ...[...areas, null].map((area) => [area ?? 'all', ...[...shown, null].map((kind) => cell(area, kind))]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  ')).join('\n')
}

const percent = (part: number, of: number) => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`)

const byPlace = (a: Judged, b: Judged) =>
  a.mutant.file < b.mutant.file ? -1 : a.mutant.file > b.mutant.file ? 1 : a.mutant.start - b.mutant.start

/** Two long lines from a little before where they part. */
function shortened(was: string, becomes: string) {
  let same = 0
  while (same < was.length && was[same] === becomes[same]) same++
  const from = Math.max(0, same - 60)
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + 200)}${text.length > from + 200 ? '…' : ''}`
  return { was: cut(was), becomes: cut(becomes) }
}
