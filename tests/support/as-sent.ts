import type { z } from 'zod'
import { readForm } from '#app/http/forms.server.ts'

/** What an action is given of a form with these fields, as a browser sends them. */
export async function asSent<Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, string | number>,
) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value))
  const form = await readForm(new Request('http://portal.test/', { method: 'POST', body }), schema)
  if (!form.ok) throw new Error(`A form that is refused: ${JSON.stringify(form)}`)
  return form.value
}
