import { data } from '@remix-run/node'
import type { z } from 'zod'
import { nfc } from '#app/modules/text/search-key.ts'
import type { Message, Refusal } from '#app/modules/refusal/refusal.ts'
import { readFields } from './read-fields.server.ts'

/** What was typed, by name; of fields that may be given many times (`name[]`) every value on a line of its own. */
export type FailedForm = { values: Record<string, string>; errors: Record<string, Message> }

/** Reads a form: every text in NFC, trimmed by its schema. `ok` with the value, or what to send back with status 400. */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema) {
  const typed = new Map<string, string[]>()
  for (const [name, value] of await readFields(request)) {
    if (!typed.has(name)) typed.set(name, [])
    typed.get(name)!.push(typeof value === 'string' ? nfc(value) : '')
  }
  const fields = Object.fromEntries(
    [...typed].map(([name, all]) => (isMany(name) ? [name.slice(0, -2), all] : [name, all[0]!])),
  )
  const values = Object.fromEntries(
    [...typed]
      .filter(([name]) => !/password/i.test(name))
      .map(([name, all]) => [name, isMany(name) ? all.join('\n') : all[0]!]),
  )
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true as const, value: parsed.data as z.infer<Schema>, values }
  return { ok: false as const, failed: failedForm(values, errorsOf(parsed.error)) }
}

/** A field that may be given many times. */
const isMany = (name: string) => name.endsWith('[]')

/** The messages of a schema are text keys; one without a key of its own says what is wrong in general. */
function errorsOf(error: z.ZodError): Record<string, Message> {
  const errors: Record<string, Message> = {}
  for (const issue of error.issues) {
    const name = issue.path.join('.') || 'form'
    errors[name] ??= messageOf(issue)
  }
  return errors
}

function messageOf(issue: z.core.$ZodIssue): Message {
  if (/^[a-z][\w-]*(\.[\w-]+)+$/i.test(issue.message)) return { key: issue.message }
  if (issue.code === 'too_big') return { key: 'form.error.tooLong', values: { max: Number(issue.maximum) } }
  if (issue.code === 'too_small')
    return {
      key: issue.minimum === 1 ? 'form.error.required' : 'form.error.tooShort',
      values: { min: Number(issue.minimum) },
    }
  if (issue.code === 'invalid_type') return { key: 'form.error.required' }
  return { key: 'form.error.invalid' }
}

export function failedForm(values: Record<string, string>, errors: Record<string, Message>) {
  return data({ values, errors } satisfies FailedForm, { status: 400 })
}

export function refusedForm(values: Record<string, string>, refusal: Refusal) {
  return failedForm(values, { [refusal.field ?? 'form']: refusal.refused })
}
