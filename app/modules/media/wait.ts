/** What was asked may be asked again after so many seconds: the bucket does not answer, or the account asked too fast. */
export type Wait = { wait: number; for: 'bucket' | 'rate' }

export const isWait = (answer: unknown): answer is Wait =>
  typeof answer === 'object' && answer !== null && 'wait' in answer
