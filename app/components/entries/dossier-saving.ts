import type { DraftFields } from '#app/modules/entries/draft-fields.ts'
import {
  begin,
  isLocked,
  isUnsaved,
  move,
  type Effect,
  type Happening,
  type Laid,
  type Outcome,
  type Phase,
  type Saving,
  type Sent,
} from '../ui/saving.ts'
import { noWhy, type DraftCame, type DraftAnswer, type DraftAsk, type DraftWhy } from './ask-draft.ts'
import { afterTaken, changedIn, layUnder, wasIn, type Known } from './laid-fields.ts'

/**
 * What was not stored yet: fields typed in, what of it was sent and never answered, what stood there before; rows added,
 * removed or put back.
 */
export type Unstored = { fields: DraftFields; sent: DraftFields; was: DraftFields; changes: string[] }

export type ShownSaving = {
  phase: Phase
  why: DraftWhy
  locked: boolean
  /** what others wrote stands on the screen since the last save */
  laid: boolean
  answer: DraftAnswer | null
}
export const nothingShown: ShownSaving = {
  phase: 'clean',
  why: noWhy,
  locked: false,
  laid: false,
  answer: null,
}

/** The page around it: its form, the server, the clock, the browser's memory, and who is told. */
export type Around = {
  typed: () => DraftFields
  fill: (name: string, value: string) => void
  /** somebody is typing in this field */
  isBusy: (name: string) => boolean
  ask: (ask: DraftAsk) => Promise<DraftCame>
  wait: (kind: 'pause' | 'again', then: () => void) => void
  keep: (unstored: Unstored | null) => void
  show: (shown: ShownSaving) => void
  /** other rows, or other files asked for by another category, are the page's to show */
  onOutdated: () => void
  /** all of it is stored, and may be handed in as it was at this version */
  onReady: (version: number) => void
}

/**
 * Carries out what `saving.ts` decides for one screen of a dossier. Fields that were typed in are sent with what stood
 * there before; all others follow the server, so that several screens write beside each other. Only a field that was
 * written in two of them is somebody's to decide.
 */
export class DossierSaving {
  private state: Saving<DraftWhy>
  private known: Known
  private changes: string[] = []
  private categoryId: string | undefined
  private shown = nothingShown
  /** how often something was decided: what is stored before does not count as what stands here after */
  private decided = 0
  private readonly around: Around

  constructor(around: Around, first: { version: number; fields: DraftFields }) {
    this.around = around
    this.known = { base: first.fields, equal: {} }
    this.categoryId = first.fields.categoryId
    const here = around.typed()
    const there = Object.entries(here).map(([name, typed]) => [name, first.fields[name] ?? typed])
    this.state = begin(first.version, this.textOf(Object.fromEntries(there)), this.textOf(here))
  }

  isUnsaved = () => isUnsaved(this.state)

  typed = () => this.happens({ is: 'typed', screen: this.screen() })

  /** Nothing more is waited for. */
  save = () => {
    this.typed()
    this.happens({ is: 'pause' })
  }

  again = () => this.happens({ is: 'again' })

  /** To be handed in once all of it is stored; false where something has to be put right first. */
  press = (): boolean => {
    const { errors, conflicts } = this.shown.why
    if (this.state.phase === 'refused' && isAny({ errors, conflicts, whole: null })) return false
    this.happens({ is: 'press' })
    return true
  }

  leave = () => this.happens({ is: 'leave' })

  /** Adds, removes or puts back a row: sent with what is typed. */
  change = (change: string) => {
    this.changes.push(change)
    this.save()
  }

  /** What this browser kept of the dossier and no other page has open. */
  takeUp = ({ fields, sent, was, changes }: Unstored) => {
    const here = this.around.typed()
    const unanswered = Object.entries(sent).filter(([name]) => name in here)
    for (const [name, value] of [...unanswered, ...Object.entries(fields)]) {
      if (!(name in here) || (value === this.known.base[name] && !(name in sent))) continue
      if (name in was) this.known.base[name] = was[name]!
      if (name in fields) this.around.fill(name, fields[name]!)
    }
    this.changes = [...this.changes, ...changes.filter((change) => !change.startsWith('restore:'))]
    // It may have been stored: it is sent once more before anything newer, and known again.
    const before = { text: this.textOf({ ...here, ...Object.fromEntries(unanswered) }), submit: false }
    const again = unanswered.length > 0 ? before : null
    const { version } = this.state
    this.happens({ is: 'takeUp', screen: this.screen(), version, sent: again, underWay: false })
    this.typed()
  }

  /** The page was read again: what others wrote, and rows that are new, come under what is typed here. */
  follow = (there: { version: number; fields: DraftFields }) => {
    if (there.version < this.state.version || this.state.sent) return
    if (this.lay(there.fields).length > 0) this.tell({ laid: true })
    this.state = { ...this.state, version: there.version }
    if (this.state.phase === 'clean') this.restBegins()
    else this.typed()
  }

  /** Of a field that was written in two places: this screen's goes over the other, or gives way to it. */
  decide = (name: string, mine: boolean) => {
    const there = this.shown.why.conflicts[name]
    if (there === undefined) return
    this.known.base[name] = there
    if (!mine) this.around.fill(name, there)
    const { [name]: _decided, ...conflicts } = this.shown.why.conflicts
    this.tell({ why: { ...this.shown.why, conflicts } })
    this.decided++
    this.typed()
  }

  private happens(happening: Happening<DraftWhy>) {
    const { state, effects } = move(this.state, happening)
    this.state = state
    for (const effect of effects) this.carryOut(effect)
    if (this.state.phase === 'left') return
    this.around.keep(this.isUnsaved() ? this.unstored() : null)
    const why = this.state.why ?? (this.state.phase === 'clean' ? noWhy : this.shown.why)
    this.tell({ phase: this.state.phase, why, locked: isLocked(this.state) })
  }

  private carryOut(effect: Effect) {
    if (effect.do === 'wait') this.around.wait(effect.for, () => this.happens({ is: effect.for }))
    else if (effect.do === 'send') void this.send(effect.sent).then((came) => this.happens(came))
    else if (effect.do === 'finish') {
      this.restBegins()
      this.around.onReady(this.state.version)
    } else if (!effect.refused) void this.sendLeft()
  }

  /** All that is changed on the screen; of the rows one change after the other, in requests of their own. */
  private async send({ text, submit }: Sent): Promise<Outcome<DraftWhy>> {
    const sent = fieldsFrom(text)
    const filled: Filled = { all: [], others: [] }
    let why = noWhy
    do {
      const change = this.changes[0] ?? ''
      const changed = changedIn(this.known, sent)
      const was = wasIn(this.known, changed)
      const came = await this.around.ask({ version: this.state.version, changed, was, change })
      if (came.is !== 'answered') return came
      if (change) this.changes.shift()
      why = this.digest(came.answer, changed, filled, change !== '')
    } while (this.changes.length > 0)
    const laid = this.laidText(text, filled.all)
    const { version } = this.shown.answer!
    if (isAny(why)) return { is: 'refused', why, laid }
    if (submit && filled.others.length > 0)
      return { is: 'refused', why: { ...noWhy, whole: { key: 'entry.save.laid' } }, laid }
    return { is: 'stored', version, laid }
  }

  private digest(answer: DraftAnswer, changed: DraftFields, filled: Filled, rows: boolean): DraftWhy {
    const { errors, conflicts, fields, version, categoryId } = answer
    this.known = afterTaken(this.known, changed, fields, new Set(Object.keys({ ...errors, ...conflicts })))
    if (this.state.phase === 'left') return noWhy
    for (const name of this.lay(fields)) {
      filled.all.push(name)
      if (!(name in changed)) filled.others.push(name)
    }
    this.state = { ...this.state, version }
    this.tell({ answer, laid: filled.others.length > 0 })
    if (rows || (categoryId ?? '') !== this.categoryId) this.around.onOutdated()
    this.categoryId = categoryId ?? ''
    return { errors, conflicts, whole: null }
  }

  /** Once more for what the page is left with; what is not taken stays in the browser's memory. */
  private async sendLeft() {
    const { fields, was, changes } = this.unstored()
    const came = await this.around.ask({
      version: this.state.version,
      changed: fields,
      was,
      change: changes[0] ?? '',
    })
    if (came.is === 'answered' && changes.length < 2 && !isAny({ ...came.answer, whole: null }))
      this.around.keep(null)
  }

  private lay(there: DraftFields): string[] {
    const { known, fill } = layUnder(this.known, this.around.typed(), there, this.around.isBusy)
    this.known = known
    for (const [name, value] of Object.entries(fill)) this.around.fill(name, value)
    return Object.keys(fill)
  }

  /** As of now, and as the server has it: what was sent, with what was laid under it since. */
  private laidText(text: string, filled: string[]): Laid {
    const [now, sent] = [this.around.typed(), fieldsFrom(text)]
    const stored = Object.fromEntries(
      Object.entries(now).map(([name, value]) => [
        name,
        filled.includes(name) ? value : (sent[name] ?? value),
      ]),
    )
    return { screen: this.textOf(now), stored: asText(stored, [], decisionsIn(text)) }
  }

  private unstored(): Unstored {
    const { screen, sent: underWay } = this.state
    const fields = changedIn(this.known, fieldsFrom(screen))
    const sent = underWay ? changedIn(this.known, fieldsFrom(underWay.text)) : {}
    return { fields, sent, was: wasIn(this.known, { ...sent, ...fields }), changes: this.changes }
  }

  /** All that stands here is stored. */
  private restBegins() {
    const screen = this.screen()
    this.state = { ...begin<DraftWhy>(this.state.version, screen, screen) }
  }

  private screen = () => this.textOf(this.around.typed())
  private textOf = (fields: DraftFields) => asText(fields, this.changes, this.decided)

  private tell(more: Partial<ShownSaving>) {
    this.shown = { ...this.shown, ...more }
    this.around.show(this.shown)
  }
}

/** Names of fields filled in by a save; `others`: with what this screen did not send, in whatever form it was stored. */
type Filled = { all: string[]; others: string[] }

const isAny = ({ errors, conflicts, whole }: DraftWhy) =>
  whole !== null || Object.keys(errors).length + Object.keys(conflicts).length > 0

/** A screen as one text, which `saving.ts` compares: names of no field tell of rows and of what was decided. */
const [rowChange, decisions] = [' change', ' decided']

function asText(fields: DraftFields, changes: string[], decided: number): string {
  const text = new URLSearchParams(fields)
  for (const change of changes) text.append(rowChange, change)
  text.append(decisions, String(decided))
  return text.toString()
}

function fieldsFrom(text: string): DraftFields {
  const {
    [rowChange]: _changes,
    [decisions]: _decided,
    ...fields
  } = Object.fromEntries(new URLSearchParams(text))
  return fields
}

const decisionsIn = (text: string) => Number(new URLSearchParams(text).get(decisions))
