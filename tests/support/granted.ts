import { isRefusal, type Refusal } from '#app/modules/refusal/refusal.ts'

/** What was asked for: neither refused nor not there. */
export function granted<Answer>(answer: Answer): Exclude<Answer, Refusal | null> {
  if (answer === null || isRefusal(answer)) throw new Error(`Not granted: ${JSON.stringify(answer)}`)
  return answer as Exclude<Answer, Refusal | null>
}
