import { parsePoints, sheetFlags, type Points, type SheetFlag } from '#app/modules/judging/scoring.ts'
import { refuse, type Refusal } from '#app/modules/refusal/refusal.ts'
import { damagedIn, readFields } from './read-fields.server.ts'

export type SheetForm = {
  version: number
  points: Points
  note: string
  privateNote: string
  flags: SheetFlag[]
  submit: boolean
  next: string
  typed: Record<string, string>
}

/** A score sheet as typed: `points.<criterion>` in points ("87,5"), the version it builds on, the note. */
export async function readSheet(request: Request): Promise<SheetForm | Refusal> {
  const form = await readFields(request)
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const points: Points = {}
  const typed: Record<string, string> = { note: text('note'), privateNote: text('privateNote') }
  for (const [name, value] of form) {
    if (!name.startsWith('points.') || typeof value !== 'string') continue
    const parsed = parsePoints(value)
    typed[name] = value
    if (parsed === undefined) return refuse('judging.refused.number', {}, name.slice(7))
    points[name.slice(7)] = parsed
  }
  const [damaged] = damagedIn(form)
  if (damaged !== undefined) return refuse('form.error.damaged', {}, damaged)
  const [note, privateNote] = [text('note'), text('privateNote')]
  if (note.length > 5000) return refuse('form.error.tooLong', { max: 5000 }, 'note')
  if (privateNote.length > 5000) return refuse('form.error.tooLong', { max: 5000 }, 'privateNote')
  return {
    version: Number(text('version')),
    points,
    note,
    privateNote,
    flags: sheetFlags.filter((flag) => form.has(`flag.${flag}`)),
    submit: text('intent') === 'submit',
    next: /^asg_\w+$/.test(text('next')) ? text('next') : '',
    typed,
  }
}
