import { atLimit, type Outcome } from './bench-words.ts'
import { shareOut, type Bench } from './benches.ts'
import { applied, type Mutant } from './mutant.ts'
import { parses } from './operators/tree.ts'
import { coveringTests, limitsOf, type Recorded } from './record.ts'
import { textOf } from './sources.ts'
import { keepVerdict, keptVerdict, type Verdict } from './verdicts.ts'

export type Judged = { mutant: Mutant; verdict: Verdict }

/** Puts each fault into a bench's tree and runs the test files that come by, until one notices; takes up no more after `until`. */
export async function tryMutants(
  benches: readonly Bench[],
  record: Recorded,
  mutants: readonly Mutant[],
  told: (judged: Judged, done: number) => void,
  until: number,
): Promise<Judged[]> {
  const judged: Judged[] = []
  const limits = limitsOf(record)
  await shareOut(
    benches,
    mutants,
    async (bench, mutant) => {
      const covering = coveringTests(record, mutant.file, textOf(mutant.file), mutant.at)
      const known = keptVerdict(mutant, covering)
      const verdict = known ?? (await tryOne(bench, mutant, covering, limits))
      if (!known) keepVerdict(mutant, covering, verdict)
      judged.push({ mutant, verdict })
      told(judged.at(-1)!, judged.length)
    },
    until,
  )
  return judged
}

async function tryOne(
  bench: Bench,
  mutant: Mutant,
  covering: string[],
  limits: Record<string, number>,
): Promise<Verdict> {
  if (covering.length === 0) return { noticedBy: null, test: null, seconds: 0, tests: 0 }
  const text = textOf(mutant.file)
  const changed = applied(text, mutant)
  if (!parses(mutant.file, changed))
    throw new Error(`${mutant.operator} makes no program of ${mutant.file}:${mutant.line}: ${mutant.becomes}`)
  await bench.write({ [mutant.file]: changed })
  const outcomes = await runUntilNoticed(bench, covering, limits)
  await bench.write({ [mutant.file]: text })
  const last = outcomes.at(-1)!
  return {
    noticedBy: last.failed ? last.file : null,
    test: last.failed,
    seconds: outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
    tests: outcomes.length,
  }
}

/**
 * Runs the files up to the first that fails, and fails again: a test that now and then fails by chance, or on a busy
 * machine, has noticed nothing. Unit tests and a file that never ends leave nothing to chance.
 */
async function runUntilNoticed(
  bench: Bench,
  files: string[],
  limits: Record<string, number>,
): Promise<Outcome[]> {
  const outcomes = await bench.run(files, limits)
  const { file, failed } = outcomes.at(-1)!
  if (!failed || failed === atLimit || file.startsWith('tests/unit/')) return outcomes
  const again = await bench.run([file], limits)
  const left = files.slice(files.indexOf(file) + 1)
  if (again[0]!.failed || left.length === 0) return [...outcomes, ...again]
  return [...outcomes, ...again, ...(await runUntilNoticed(bench, left, limits))]
}
