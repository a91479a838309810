import { data } from '@remix-run/node'
import type { z } from 'zod'
import { messageOfIssue } from '#app/modules/refusal/message-of-issue.ts'
import type { Message, Refusal } from '#app/modules/refusal/refusal.ts'
import { isPassword } from './fields-in.server.ts'
import { damagedIn, readFields } from './read-fields.server.ts'

/** What was typed, by name; of fields that may be given many times (`name[]`) every value on a line of its own. */
export type FailedForm = { values: Record<string, string>; errors: Record<string, Message> }

/** Reads a form by its schema. `ok` with the value, or what to send back with status 400. */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema) {
  const form = await readFields(request)
  const typed = new Map<string, string[]>()
  for (const [name, value] of form) {
    if (!typed.has(name)) typed.set(name, [])
    typed.get(name)!.push(typeof value === 'string' ? value : '')
  }
  const fields = Object.fromEntries(
    [...typed].map(([name, all]) => (isMany(name) ? [name.slice(0, -2), all] : [name, all[0]!])),
  )
  const values = Object.fromEntries(
    [...typed]
      .filter(([name]) => !isPassword(name))
      .map(([name, all]) => [name, isMany(name) ? all.join('\n') : all[0]!]),
  )
  const damaged = damagedIn(form)
  if (damaged.length > 0) return { ok: false as const, failed: failedForm(values, damageOf(damaged)) }
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true as const, value: parsed.data as z.infer<Schema>, values }
  return { ok: false as const, failed: failedForm(values, errorsOf(parsed.error)) }
}

/** A field that may be given many times. */
const isMany = (name: string) => name.endsWith('[]')

export const damageOf = (names: string[]): Record<string, Message> =>
  Object.fromEntries(names.map((name) => [name.replace('[]', ''), { key: 'form.error.damaged' }]))

/** The messages of a schema are text keys; one without a key of its own says what is wrong in general. */
function errorsOf(error: z.ZodError): Record<string, Message> {
  const errors: Record<string, Message> = {}
  for (const issue of error.issues) {
    const name = issue.path.join('.') || 'form'
    errors[name] ??= messageOfIssue(issue)
  }
  return errors
}

export function failedForm(values: Record<string, string>, errors: Record<string, Message>) {
  return data({ values, errors } satisfies FailedForm, { status: 400 })
}

export function refusedForm(values: Record<string, string>, refusal: Refusal) {
  return failedForm(values, { [refusal.field ?? 'form']: refusal.refused })
}
