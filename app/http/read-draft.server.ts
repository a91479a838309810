/** A dossier's form as typed: its version, the row to add or remove, and every field by its own name. */
import { readFields } from './read-fields.server.ts'
export async function readDraft(request: Request) {
  const form = await readFields(request)
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
  const { version, change = '', ...rest } = fields
  return { version: Number(version), change, fields: rest }
}
