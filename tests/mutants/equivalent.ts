import { readFileSync } from 'node:fs'
import { folded, type Mutant } from './mutant.ts'

/** A fault that changes nothing anybody can see, by its whole lines, with the reason why no test can notice it. */
export type Equivalent = { file: string; was: string; becomes: string; reason: string }

export const equivalents = JSON.parse(
  readFileSync(new URL('equivalent.json', import.meta.url), 'utf8'),
) as Equivalent[]

export const isEquivalent = (mutant: Mutant) => equivalents.some((entry) => names(entry, mutant))

/** Entries that name no fault any more: what they were about has changed, so their reason may be gone too. */
export const namingNothing = (all: readonly Mutant[]) =>
  equivalents.filter((entry) => !all.some((mutant) => names(entry, mutant)))

const names = (entry: Equivalent, mutant: Mutant) =>
  entry.file === mutant.file && folded(entry.was) === mutant.was && folded(entry.becomes) === mutant.becomes
