/** Long arithmetic that may be laid down between its steps, so that whoever runs it can let others go first. */
export type Steps<Result> = Generator<void, Result>

/** All of it without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
