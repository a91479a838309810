import { setImmediate as othersGoFirst } from 'node:timers/promises'
import type { Steps } from './steps.ts'

/** How long a slice holds up everybody else, ms; a step that is begun is finished. */
const longest = 10

/** Arithmetic in slices: between them the process answers others. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  let until = performance.now() + longest
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < until) continue
    await othersGoFirst()
    until = performance.now() + longest
  }
}
