import { floors, strictKinds } from './kinds.ts'
import type { Judged } from './try-mutants.ts'

export type Group = { name: string; floor: number; noticed: number; of: number; under: boolean }

/** A whole run is held to the floors to the letter, every strict kind by itself. */
export const wholeGroups = (judged: readonly Judged[]): Group[] => [
  group('all', floors.all, judged, belowFloor),
  ...strictKinds.map((kind) => group(kind, floors.strict, ofKinds(judged, [kind]), belowFloor)),
]

/**
 * A sample fails where so many survivors would come up in fewer than one draw of twenty if the floor were just held: of
 * 30, five of the strict kinds and nine of the others.
 */
export const sampleGroups = (judged: readonly Judged[]): Group[] => [
  group(strictKinds.join(', '), floors.strict, ofKinds(judged, strictKinds), unlikelyAtFloor),
  group('the other kinds', floors.all, ofKinds(judged, strictKinds, false), unlikelyAtFloor),
]

export const isNoticed = ({ verdict }: Judged) => verdict.noticedBy !== null

const ofKinds = (judged: readonly Judged[], kinds: readonly string[], among = true) =>
  judged.filter(({ mutant }) => kinds.includes(mutant.kind) === among)

type Verdict = (noticed: number, of: number, floor: number) => boolean

function group(name: string, floor: number, judged: readonly Judged[], isUnder: Verdict): Group {
  const noticed = judged.filter(isNoticed).length
  return { name, floor, noticed, of: judged.length, under: isUnder(noticed, judged.length, floor) }
}

const belowFloor: Verdict = (noticed, of, floor) => of > 0 && noticed / of < floor

const unlikelyAtFloor: Verdict = (noticed, of, floor) => atLeast(of - noticed, of, 1 - floor) < 0.05

/** The chance of `count` or more among `of`, each by itself with `chance` (binomial). */
export function atLeast(count: number, of: number, chance: number): number {
  let [term, below] = [(1 - chance) ** of, 0]
  for (let hits = 0; hits < count; hits++) {
    below += term
    term *= ((of - hits) / (hits + 1)) * (chance / (1 - chance))
  }
  return 1 - below
}
