import { refuse, type Refusal } from '../refusal/refusal.ts'

/** What something was decided on is not what it was. */
export const moved = Symbol('moved')
const mostTries = 3

/**
 * Decides with nothing locked, then writes under a lock what was decided if all it rests on still stands (`write`
 * answers `moved` where it does not); else decides again, a few times.
 */
export async function whileStands<Decided, Answer>(
  decide: () => Promise<Decided>,
  write: (decided: Decided) => Promise<Answer | typeof moved>,
): Promise<Answer | Refusal> {
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await write(await decide())
    if (answer !== moved) return answer as Answer
  }
  return refuse('results.refused.scoresMoving')
}
