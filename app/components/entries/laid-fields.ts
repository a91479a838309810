import type { DraftFields } from '#app/modules/entries/draft-fields.ts'

/**
 * What a screen knows of each field: `base` is what the server had when it last told, `equal` what was typed and came to
 * that (with other blanks, say). Rules without I/O: what of a screen is not stored, and how what others wrote is laid
 * under it. A field that was typed in is this screen's own until the server took it; all others follow the server.
 */
export type Known = { base: DraftFields; equal: DraftFields }

const isStored = ({ base, equal }: Known, name: string, typed: string) =>
  typed === (base[name] ?? '') || typed === equal[name]

export const changedIn = (known: Known, screen: DraftFields): DraftFields =>
  Object.fromEntries(Object.entries(screen).filter(([name, typed]) => !isStored(known, name, typed)))

/** What stood in fields before they were changed; of one that is kept with another it cannot be told. */
export const wasIn = ({ base }: Known, changed: DraftFields): DraftFields =>
  Object.fromEntries(Object.keys(changed).flatMap((name) => (name in base ? [[name, base[name]!]] : [])))

/** After the server took `sent`, but for the fields named in `kept`. */
export function afterTaken(known: Known, sent: DraftFields, there: DraftFields, kept: Set<string>): Known {
  const taken = Object.entries(sent).filter(([name]) => !kept.has(name))
  const base = Object.fromEntries(taken.flatMap(([name]) => (name in there ? [[name, there[name]!]] : [])))
  return {
    base: { ...known.base, ...base },
    equal: { ...known.equal, ...Object.fromEntries(taken) },
  }
}

/**
 * Lays what the server has now under a screen: answers what is to be filled in, and what is known then. `busy` is a field
 * in which somebody is typing: what was typed there and comes to what is stored is left as it is.
 */
export function layUnder(
  known: Known,
  screen: DraftFields,
  there: DraftFields,
  busy: (name: string) => boolean,
) {
  const base = { ...known.base }
  const fill: DraftFields = {}
  for (const [name, value] of Object.entries(there)) {
    const typed = screen[name]
    if (typed !== undefined && !isStored(known, name, typed)) continue
    base[name] = value
    if (typed === undefined || typed === value) continue
    if (typed === known.equal[name] && known.base[name] === value && busy(name)) continue
    fill[name] = value
  }
  return { known: { base, equal: known.equal } satisfies Known, fill }
}
