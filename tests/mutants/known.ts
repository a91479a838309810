import { readFileSync } from 'node:fs'
import type { Kind } from './kinds.ts'
import { lineAt, linesOf, type Mutant } from './mutant.ts'
import { textOf } from './sources.ts'

/**
 * A fault that once passed unnoticed. `was` stands once in `file`, to the letter; `suffers` is what it would do to
 * people; `note` tells what makes it hard or needless to notice.
 */
export type Known = {
  id: string
  file: string
  was: string
  becomes: string
  kind: Kind
  suffers: string
  note?: string
}

/** The hand-written list as faults. An entry whose place is gone ends the run: the list is to follow the code. */
export function knownMutants(): (Mutant & Pick<Known, 'id' | 'suffers' | 'note'>)[] {
  const listed = JSON.parse(readFileSync(new URL('known.json', import.meta.url), 'utf8')) as Known[]
  return listed.map(({ id, file, was, becomes, kind, suffers, note }) => {
    const source = textOf(file)
    const start = source.indexOf(was)
    if (start < 0 || source.indexOf(was, start + 1) >= 0)
      throw new Error(
        `known.json: ${id} must name one place of ${file}, and ${start < 0 ? 'none' : 'several'} match.`,
      )
    const edit = { start, end: start + was.length, text: becomes }
    const at = start + differsAt(was, becomes)
    return {
      id,
      suffers,
      note,
      file,
      ...edit,
      operator: 'by hand',
      kind,
      at,
      line: lineAt(source, at),
      ...linesOf(source, edit),
    }
  })
}

/** The first letter that is not white space of what the fault takes away. */
function differsAt(was: string, becomes: string): number {
  let same = 0
  while (same < was.length - 1 && was[same] === becomes[same]) same++
  while (same < was.length - 1 && /\s/.test(was[same]!)) same++
  return same
}
