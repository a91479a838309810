import type { DraftAsk } from '#app/modules/entries/save-draft.server.ts'
import { readFields } from './read-fields.server.ts'

/**
 * A dossier's form as typed: its version, the row to add or remove, every field by its own name, and as `was.<name>` what
 * stood in it before. `submit`: to be handed in once it is stored.
 */
export async function readDraft(request: Request): Promise<Required<DraftAsk> & { submit: boolean }> {
  const form = await readFields(request)
  const [fields, was]: Record<string, string>[] = [{}, {}]
  for (const [name, value] of form)
    if (typeof value !== 'string') continue
    else if (name.startsWith(before)) was![name.slice(before.length)] = value
    else fields![name] = value
  const { version, change = '', intent, ...rest } = fields!
  return { version: Number(version), change, fields: rest, was: was!, submit: intent === 'submit' }
}

const before = 'was.'
