import { seeded, type Random } from '#app/modules/statistics/random.ts'
import { strictKinds } from './kinds.ts'
import { areaOf, type Mutant } from './mutant.ts'

/**
 * Draws `count` faults: half of the strict kinds, half of the others, each half spread over areas as they are large. Their
 * order is chance too, so that a run that ends early has still drawn fairly.
 */
export function drawSample(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const random = seeded(seed)
  const strict = mutants.filter(({ kind }) => strictKinds.includes(kind))
  const others = mutants.filter(({ kind }) => !strictKinds.includes(kind))
  const half = Math.max(Math.min(strict.length, Math.ceil(count / 2)), count - others.length)
  return [...drawSpread(strict, half, random), ...drawSpread(others, count - half, random)]
    .map((mutant) => ({ mutant, chance: random.next() }))
    .sort((a, b) => a.chance - b.chance)
    .map(({ mutant }) => mutant)
}

/** Every so many steps from a random start, over a row sorted by kind and area and shuffled within. */
function drawSpread(mutants: Mutant[], count: number, random: Random): Mutant[] {
  if (count <= 0 || mutants.length === 0) return []
  const row = mutants
    .map((mutant) => ({ mutant, stratum: `${mutant.kind} ${areaOf(mutant.file)}`, chance: random.next() }))
    .sort((a, b) => (a.stratum < b.stratum ? -1 : a.stratum > b.stratum ? 1 : a.chance - b.chance))
  const wanted = Math.min(count, row.length)
  const step = row.length / wanted
  const start = random.next() * step
  return Array.from({ length: wanted }, (_, index) => row[Math.floor(start + index * step)]!.mutant)
}
