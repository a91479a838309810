/** A text key with what it is filled with; turned into a sentence where it is shown. */
export type Message = { key: string; values?: Record<string, string | number> }

/** Expected refusals are values: why something was not done, and at which field. */
export type Refusal = { refused: Message; field?: string }

export const refuse = (key: string, values?: Message['values'], field?: string): Refusal => ({
  refused: { key, values },
  field,
})

export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'refused' in answer
