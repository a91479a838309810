import { draftFields, keptFields } from './draft-fields.ts'
import { rowKinds, type MediaState, type RowKind, type Section } from './entry.ts'
import { firstSaid, sectionOf } from './schema.ts'

/** What stands in a dossier, or in a part of it, by the names of the fields; a file by its name. */
export type Said = Record<string, string>

/** What the secretariat asked for: all of a section, or (`target`) one field, row or file of it. */
export type Asked = { section: Section; target: string }

type Row = { id: string }
type File = Row & { name: string; state: MediaState; aside: boolean }
export type Content = { entry: object; files: File[] } & Record<RowKind, Row[]>

/** All that stands in a dossier. A file counts once it is there whole and not kept aside. */
export function saidIn(content: Content): Said {
  const { agencyId } = content.entry as { agencyId?: string | null }
  const sent = content.files
    .filter((file) => file.state === 'complete' && !file.aside)
    .map((file) => [`media.${file.id}`, file.name])
  return { ...draftFields(content), agencyId: agencyId ?? '', ...Object.fromEntries(sent) }
}

/** What of it an ask is about. */
export const partOf = (said: Said, { section, target }: Asked): Said =>
  Object.fromEntries(
    Object.entries(said).filter(
      ([name]) =>
        sectionOf(name) === section && (target === '' || name === target || name.startsWith(`${target}.`)),
    ),
  )

/** The fields in which two differ; one that is not there and one that is empty say the same. */
export const changedIn = (was: Said, is: Said): string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => (was[name] ?? '') !== (is[name] ?? ''),
  )

/** An ask is done with when something in it changed, or its author said in a word why nothing did. */
export const isAnswered = (ask: { was: Said; keptWhy: string }, is: Said): boolean =>
  saysWhy(ask.keptWhy) || changedIn(ask.was, is).length > 0

/** A word has three letters at least. */
const saysWhy = (word: string) => (word.match(/\p{L}/gu) ?? []).length >= 3

/** What of a dossier may be asked for one by one: the fields of the work, each row, each file. */
export function targetsIn(content: Content): string[] {
  const rows = rowKinds.flatMap((kind) => content[kind].map(({ id }) => `${kind}.${id}`))
  const files = Object.keys(saidIn(content)).filter((name) => name.startsWith('media.'))
  return [...keptFields, ...rows, ...files]
}

/** The first thing that stood in what was asked for: the name of an author, a part or a file. */
export function nameOf({ section, target }: Asked, was: Said): string {
  if (!target.includes('.')) return ''
  if (section === 'media') return was[target] ?? ''
  return firstSaid(section as RowKind, (field) => was[`${target}.${field}`])
}
