import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startBench, type Bench } from './benches.ts'
import { isEquivalent, namingNothing } from './equivalent.ts'
import { findMutants } from './find-mutants.ts'
import { isNoticed, sampleGroups, wholeGroups } from './floors.ts'
import { knownMutants } from './known.ts'
import type { Mutant } from './mutant.ts'
import { bringUpToDate } from './record.ts'
import { printReport, writeReport } from './report.ts'
import { drawSample } from './sample.ts'
import { mutatedFiles, textOf } from './sources.ts'
import { claimTrees } from './tree.ts'
import { tryMutants, type Judged } from './try-mutants.ts'
import { forgetAllBut } from './verdicts.ts'

/**
 * `npm run mutants`: puts small faults into rules and actions, one at a time, and tells which of them no test notices.
 *
 *   --sample N --seed S   N of them, drawn over kinds and areas     --known    the hand-written list of known.json
 *   --minutes M           take up no fault after M minutes, not counting the recording
 *   --kind a,b            only these kinds                          --record   record anew which test comes by where
 *   --file part,part      only files whose path has one of these    --dry      only say how many there are
 */
const { values: asked } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 86_400_000)) },
    minutes: { type: 'string', default: 'Infinity' },
    kind: { type: 'string' },
    file: { type: 'string' },
    known: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
})

const all = mutatedFiles().flatMap((file) => findMutants(file, textOf(file)))
const known = knownMutants()
for (const { file, was } of namingNothing(all))
  console.error(`equivalent.json: names no fault any more: ${file}: ${was}`)
const chosen = choose()
const narrowed = asked.known || asked.kind !== undefined || asked.file !== undefined
console.log(`${chosen.length} faults of ${all.length}${asked.sample ? `, seed ${asked.seed}` : ''}`)
if (asked.dry) process.exit()

claimTrees()
const benches: Bench[] = []
process.once('SIGINT', () => process.exit(130))
try {
  for (let number = 1; number <= Math.min(2, availableParallelism()); number++)
    benches.push(await startBench(number))
  const record = await bringUpToDate(benches, asked.record)
  const until = performance.now() + Number(asked.minutes) * 60_000
  const judged = await tryMutants(benches, record, chosen, tell, until)
  if (judged.length < chosen.length)
    console.log(`The time was up for ${chosen.length - judged.length} of them.`)
  forgetAllBut([...all, ...known])
  const groups = asked.known ? [] : asked.sample ? sampleGroups(judged) : wholeGroups(judged)
  printReport(judged, narrowed ? [] : groups)
  writeReport(judged, groups)
  const missed = asked.known && tellKnown(judged)
  process.exitCode = missed || groups.some(({ under }) => under) ? 1 : 0
} finally {
  await Promise.all(benches.map((bench) => bench.stop()))
}

function choose(): Mutant[] {
  if (asked.known) return known
  const wanted = all
    .filter((mutant) => !isEquivalent(mutant))
    .filter(({ kind }) => !asked.kind || asked.kind.split(',').includes(kind))
    .filter(({ file }) => !asked.file || asked.file.split(',').some((part) => file.includes(part)))
  return asked.sample ? drawSample(wanted, Number(asked.sample), Number(asked.seed)) : wanted
}

function tell({ mutant, verdict }: Judged, done: number) {
  const said = verdict.noticedBy ? `noticed by ${verdict.noticedBy}` : 'NOT NOTICED'
  console.log(
    `${done}/${chosen.length} ${mutant.file}:${mutant.line} ${mutant.kind}: ${said} (${verdict.seconds.toFixed(1)} s)`,
  )
}

/** Whether one of the list was missed for which no note tells why it may be. */
function tellKnown(judged: readonly Judged[]): boolean {
  const missed = new Set(judged.filter((one) => !isNoticed(one)).map(({ mutant }) => mutant))
  for (const one of known)
    if (missed.has(one)) console.log(`${one.id}: ${one.suffers}${one.note ? ` (${one.note})` : ''}`)
  console.log(`Of ${known.length} on the list, ${known.length - missed.size} are noticed.`)
  return known.some((one) => missed.has(one) && !one.note)
}
