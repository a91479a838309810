import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { shareOut, type Bench } from './benches.ts'
import { marked, siteAt, sitesOf, type Site } from './sites.ts'
import { hashOf, recordedFiles, textOf } from './sources.ts'
import { cache } from './tree.ts'

/** Of each test file: its text's hash, how long it takes, and the sites of each source it comes by. */
type Tested = { hash: string; seconds: number; touched: Record<string, number[]> }
export type Recorded = { sources: Record<string, string>; tests: Record<string, Tested> }

const store = `${cache}/record.json`

export const readRecord = (): Recorded =>
  existsSync(store) ? (JSON.parse(readFileSync(store, 'utf8')) as Recorded) : { sources: {}, tests: {} }

/** The test files that changed since they were recorded, or that came by a source that has changed since. */
function outdated(record: Recorded, files: string[], sources: Record<string, string>): string[] {
  return files.filter((file) => {
    const known = record.tests[file]
    if (!known || known.hash !== hashOf(textOf(file))) return true
    return Object.keys(known.touched).some((source) => record.sources[source] !== sources[source])
  })
}

/** Runs what is outdated over marked sources and keeps what it came by. A test that fails without any fault ends it. */
export async function bringUpToDate(benches: Bench[], anew: boolean): Promise<Recorded> {
  const before = anew ? { sources: {}, tests: {} } : readRecord()
  const places = recordedFiles().map((file) => ({ file, text: textOf(file) }))
  const sources = Object.fromEntries(places.map(({ file, text }) => [file, hashOf(text)]))
  const files = benches[0]!.files
  const due = outdated(before, files, sources).sort((a, b) => secondsOf(before, b) - secondsOf(before, a))
  const tests = Object.fromEntries(Object.entries(before.tests).filter(([file]) => files.includes(file)))
  if (due.length === 0) return { sources, tests }
  console.log(`Recording what ${due.length} test files come by …`)
  const sites = new Map(places.map(({ file, text }) => [file, sitesOf(file, text)]))
  const numbers = numbered(sites)
  const marks = Object.fromEntries(
    places.map(({ file, text }) => [
      file,
      marked(text, sites.get(file)!, (site) => numbers.first.get(file)! + site),
    ]),
  )
  await Promise.all(benches.map((bench) => bench.write(marks)))
  await shareOut(benches, due, async (bench, file) => {
    const [first] = await bench.run([file])
    // A test that waits by the clock may fail once on a machine that does two things at a time.
    const [outcome] = first!.failed ? await bench.run([file]) : [first]
    if (outcome!.failed) throw new Error(`${file} fails without any fault: ${outcome!.failed}`)
    const { seconds, touched } = outcome!
    tests[file] = { hash: hashOf(textOf(file)), seconds, touched: numbers.split(touched) }
  })
  await Promise.all(
    benches.map((bench) => bench.write(Object.fromEntries(places.map(({ file, text }) => [file, text])))),
  )
  writeFileSync(store, JSON.stringify({ sources, tests }))
  return { sources, tests }
}

const secondsOf = (record: Recorded, file: string) => record.tests[file]?.seconds ?? Infinity

/** One row of numbers over the sites of all files. */
function numbered(sites: Map<string, Site[]>) {
  const first = new Map<string, number>()
  let next = 0
  for (const [file, own] of sites) {
    first.set(file, next)
    next += own.length
  }
  const ranges = [...first]
  return {
    first,
    split: (touched: number[]) => {
      const found: Record<string, number[]> = {}
      for (const number of touched) {
        const [file, begin] = ranges.findLast(([, begin]) => begin <= number)!
        ;(found[file] ??= []).push(number - begin)
      }
      return found
    },
  }
}

/** Which test files come by a place of a source, first those that cost least for what they come by of that source. */
export function coveringTests(record: Recorded, file: string, text: string, offset: number): string[] {
  const site = siteAt(sitesOf(file, text), offset)
  return Object.entries(record.tests)
    .flatMap(([test, { touched, seconds }]) => {
      const here = touched[file] ?? []
      return here.length > 0 && (site === null || here.includes(site))
        ? [{ test, cost: seconds / here.length }]
        : []
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ test }) => test)
}

/** How long each test file may take under a fault, in milliseconds. */
export const limitsOf = (record: Recorded) =>
  Object.fromEntries(
    Object.entries(record.tests).map(([file, { seconds }]) => [file, 15_000 + seconds * 5_000]),
  )
