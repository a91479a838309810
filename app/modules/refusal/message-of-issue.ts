import type { z } from 'zod'
import type { Message } from './refusal.ts'

type Issue = z.core.$ZodIssue

/**
 * What to say of a field that a schema refuses: its own text key, with the values it gives, or what is wrong in general.
 * Of "empty or …" it is what the second says.
 */
export function messageOfIssue(issue: Issue): Message {
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1)?.[0]
    return inner ? messageOfIssue(inner) : { key: 'form.error.invalid' }
  }
  if (isKey(issue.message)) return { key: issue.message, ...valuesOf(issue) }
  if (issue.code === 'too_big') return { key: 'form.error.tooLong', values: { max: Number(issue.maximum) } }
  if (issue.code === 'too_small')
    return issue.minimum === 1
      ? { key: 'form.error.required' }
      : { key: 'form.error.tooShort', values: { min: Number(issue.minimum) } }
  return { key: issue.code === 'invalid_type' ? 'form.error.required' : 'form.error.invalid' }
}

const isKey = (message: string) => /^[a-z][\w-]*(\.[\w-]+)+$/i.test(message)

function valuesOf(issue: Issue): Pick<Message, 'values'> {
  const values = issue.code === 'custom' ? (issue.params?.values as Message['values']) : undefined
  return values ? { values } : {}
}
