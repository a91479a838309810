import { asDecimal } from '../../text/round-to.ts'
import { groundOf, type AssignmentAnswer, type AssignmentProblem } from './problem.ts'

/** A fixed reading, or all of a judge, that the judge's own limits do not allow. */
export type FixedBeyond =
  | { judge: string; limit: 'maxEntries' | 'maxMinutes'; allowed: number; fixed: number }
  | { judge: string; limit: 'languages'; entry: string; language: string }

/**
 * What the fixed readings break of caps, minutes and languages. In a round they stand whatever a judge was allowed
 * later; a problem that is asked for as a whole has no answer.
 */
export function fixedBeyond(problem: AssignmentProblem): FixedBeyond[] {
  const ground = groundOf(problem)
  const unread = problem.entries.flatMap(({ id, language }, entry) =>
    [...ground.fixed[entry]!]
      .filter((judge) => ground.unread[entry]!.has(judge))
      .map((judge) => ({
        judge: problem.judges[judge]!.id,
        limit: 'languages' as const,
        entry: id,
        language: language!,
      })),
  )
  const over = problem.judges.flatMap(({ id, maxEntries = Infinity, maxMinutes = Infinity }, judge) => {
    const [entries, minutes] = [ground.fixedEntries[judge]!, ground.fixedMinutes[judge]!]
    return [
      ...(entries > maxEntries
        ? [{ judge: id, limit: 'maxEntries' as const, allowed: maxEntries, fixed: entries }]
        : []),
      ...(minutes > maxMinutes + 1e-9
        ? [{ judge: id, limit: 'maxMinutes' as const, allowed: maxMinutes, fixed: asDecimal(minutes) }]
        : []),
    ]
  })
  return [...over, ...unread]
}

type Infeasible = Extract<AssignmentAnswer, { status: 'infeasible' }>

/** The same with the places that the fixed readings take beyond the caps. */
export function withFixed(answer: Infeasible, beyond: FixedBeyond[]): Infeasible & { fixed: FixedBeyond[] } {
  const room = new Map(answer.loosening.room.map(({ judge, entries }) => [judge, entries]))
  for (const one of beyond)
    if (one.limit === 'maxEntries') room.set(one.judge, (room.get(one.judge) ?? 0) + one.fixed - one.allowed)
  const widened = [...room].map(([judge, entries]) => ({ judge, entries }))
  return { ...answer, fixed: beyond, loosening: { ...answer.loosening, room: widened } }
}
