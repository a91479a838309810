import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Mutant } from './mutant.ts'
import { hashOf, textOf } from './sources.ts'
import { cache } from './tree.ts'

/** What became of a fault: the test that noticed it, or none of those that come by. */
export type Verdict = { noticedBy: string | null; test: string | null; seconds: number; tests: number }
type Kept = Verdict & { proof: string }

const store = `${cache}/results.json`
const kept = new Map(
  existsSync(store) ? Object.entries(JSON.parse(readFileSync(store, 'utf8')) as Record<string, Kept>) : [],
)

/**
 * The verdict of an earlier run, as long as it still proves something: the mutated file is the same, and so is the test
 * file that noticed, or, where none did, every test file that comes by. What the tests share is not looked at.
 */
export function keptVerdict(mutant: Mutant, covering: string[]): Verdict | null {
  const found = kept.get(keyOf(mutant))
  if (!found) return null
  const { proof, ...verdict } = found
  if (verdict.noticedBy && !existsSync(verdict.noticedBy)) return null
  return proof === proofOf(verdict, covering) ? verdict : null
}

export function keepVerdict(mutant: Mutant, covering: string[], verdict: Verdict) {
  kept.set(keyOf(mutant), { ...verdict, proof: proofOf(verdict, covering) })
  save()
}

/** Forgets what belongs to none of these faults: texts that are no longer. */
export function forgetAllBut(mutants: readonly Mutant[]) {
  const keys = new Set(mutants.map(keyOf))
  for (const key of kept.keys()) if (!keys.has(key)) kept.delete(key)
  save()
}

/** In one step: a run that is ended leaves the old or the new. */
function save() {
  writeFileSync(`${store}.new`, JSON.stringify(Object.fromEntries(kept)))
  renameSync(`${store}.new`, store)
}

const keyOf = ({ file, start, end, text }: Mutant) => hashOf(file, textOf(file), start, end, text)

const proofOf = ({ noticedBy }: Verdict, covering: string[]) =>
  hashOf(...(noticedBy ? [noticedBy] : [...covering].sort()).map((file) => [file, textOf(file)]))
