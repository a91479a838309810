import { entryFields, rowFields } from './schema.ts'
import { rowKinds, type RowKind } from './entry.ts'

/** What stands in the fields of a dossier's form, by the form's own names: `title`, `authors.<id>.name` … */
export type DraftFields = Record<string, string>

type Row = { id: string } & Record<string, unknown>
type Stored = { entry: object } & Record<RowKind, object[]>

/** Told once, with an agency nobody knows yet, and kept with that agency. */
const notKept = new Set(['agencyLevel', 'agencyProvince'])

/** The fields of the work itself and its agency, by the form's own names. */
export const keptFields = Object.keys(entryFields).filter((name) => !notKept.has(name))

export function draftFields(dossier: Stored): DraftFields {
  const fields: DraftFields = {}
  for (const name of keptFields) fields[name] = asTyped((dossier.entry as Record<string, unknown>)[name])
  for (const kind of rowKinds)
    for (const row of dossier[kind] as Row[])
      for (const name of Object.keys(rowFields[kind]))
        fields[`${kind}.${row.id}.${name}`] = asTyped(row[name])
  return fields
}

const asTyped = (value: unknown): string =>
  value === null || value === undefined ? '' : `${value as string}`

type Ask = { fields: DraftFields; was: DraftFields; onNewest: boolean }
export type LaidOver = {
  /** to be written */
  fields: DraftFields
  /** written elsewhere since: what stands there now, by name */
  conflicts: DraftFields
  /** fields of rows that are no more, in which something was typed */
  gone: string[]
}

/**
 * Lays what one screen changed over what is stored now, field by field. `was` is what stood in a field before it was typed
 * in; where a screen does not tell, it is what stood there at the version it saw (`onNewest`: that is the newest). A field
 * that says what is stored already is no change, so a save that comes again is taken; one that was written elsewhere in
 * between is a conflict and left as it is.
 */
export function layOver(stored: DraftFields, { fields, was, onNewest }: Ask): LaidOver {
  const laid: LaidOver = { fields: {}, conflicts: {}, gone: [] }
  for (const [name, typed] of Object.entries(fields)) {
    const there = Object.hasOwn(stored, name) ? stored[name] : undefined
    if (notKept.has(name)) {
      if (typed !== '') laid.fields[name] = typed
    } else if (there === undefined) {
      if (isOfRow(name) && typed !== (was[name] ?? typed)) laid.gone.push(name)
    } else if (asStored(name, typed) === there) continue
    else if (name in was ? was[name] === there : onNewest) laid.fields[name] = typed
    else laid.conflicts[name] = there
  }
  return laid
}

const isOfRow = (name: string) => rowKinds.some((kind) => name.startsWith(`${kind}.`))

/** As it would be stored, or as it is where it cannot be. */
function asStored(name: string, typed: string): string {
  const [kind, , field] = name.split('.')
  const schemas = field === undefined ? entryFields : rowFields[kind as RowKind]
  const schema = (schemas as Record<string, (typeof entryFields)['title']>)[field ?? name]
  const parsed = schema?.safeParse(typed)
  return parsed?.success ? asTyped(parsed.data) : typed
}
