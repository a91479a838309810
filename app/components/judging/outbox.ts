import { useSyncExternalStore } from 'react'
import type { Sent } from '../ui/saving.ts'
import { browserStorage, isLetGo, unsentPrefix } from '../ui/unsent.ts'
import { askSheet, type SheetOutcome } from './ask-sheet.ts'

/**
 * Sheets on their way. Each is kept in the browser, under the judge's own name, until the server has it, so it outlives
 * a cut line, a closed tab and a restart; what waits is sent one after the other as soon as there is a line. A sheet that
 * stands open in a page is that page's alone.
 */
type Kept = {
  id: string
  title: string
  version: number
  body: string
  submit: boolean
  /** sent on that version and never answered: sent once more before `body` */
  unanswered?: string
  refused?: boolean
}
export type OutboxState = {
  waiting: number
  offline: boolean
  /** the session has ended: what waits goes on once the judge has signed in again */
  signedOut: boolean
  /** sheets handed in since the page was opened */
  sent: number
  /** what the server did not take: to be opened and decided */
  refused: { id: string; title: string }[]
}

const listeners = new Set<() => void>()
const nothing: OutboxState = { waiting: 0, offline: false, signedOut: false, sent: 0, refused: [] }
let state = nothing
let owner = ''
/** what a page that was left had under way */
const underWay = new Map<string, OnTheWay>()
/** what is being sent from here now, by such a page or by the outbox */
const onTheWay = new Map<string, OnTheWay>()
/** sheets that stand open in this page */
const held = new Set<string>()
let sending = false
let again = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Whose sheets these are: another judge at the same computer neither sends nor sees them. */
export function ownOutbox(judgeId: string) {
  owner = judgeId
}

/** The judge signed out and let go of what was not sent. */
export const isOwnerGone = () => isLetGo(owner)

const prefix = () => unsentPrefix('sheet', owner)

export function useOutbox(): OutboxState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
    () => nothing,
  )
}

type OnTheWay = { sent: Sent; version: number; outcome: Promise<SheetOutcome> }

/** Keeps a sheet and sends it when it can, after what the page that was left had under way. */
export function post(sheet: Kept, before?: OnTheWay) {
  underWay.delete(sheet.id)
  if (before) {
    underWay.set(sheet.id, before)
    void follow(sheet.id, before)
  }
  store(sheet)
  tell()
  void deliver()
}

/** What is being sent of one sheet at this moment, and what comes of it. */
export const flying = (id: string): OnTheWay | undefined => onTheWay.get(id)

/**
 * Holds a sheet for the page it is opened in; answers how to let go of it. `onHeld` hears when no other page has it
 * open: what was kept of it is then this page's to take up.
 */
export function hold(id: string, onHeld: () => void): () => void {
  held.add(id)
  underWay.delete(id)
  tell()
  let letGo = () => {}
  const gone = new Promise<void>((done) => (letGo = done))
  const [asked, lock] = [new AbortController(), locks()]
  const take = () => {
    if (!asked.signal.aborted) onHeld()
    return gone
  }
  // What is being sent from here is ours already, and holds the lock until it is answered.
  if (onTheWay.has(id) || !lock) onHeld()
  const released = lock?.request(lockOf(id), { signal: asked.signal }, take).catch(() => {})
  return () => {
    held.delete(id)
    asked.abort()
    letGo()
    void Promise.resolve(released).then(() => deliver())
  }
}

const lockOf = (id: string) => prefix() + id
/** Missing where a page is not served safely. */
const locks = (): LockManager | undefined => navigator.locks

/** Does the work unless the sheet stands open, here or in another page. */
async function unlessOpen<Done>(id: string, work: () => Promise<Done>): Promise<Done | undefined> {
  if (held.has(id)) return undefined
  const lock = locks()
  if (!lock) return work()
  return (await lock.request(lockOf(id), { ifAvailable: true }, (given) =>
    given && !held.has(id) ? work() : undefined,
  )) as Done | undefined
}

/** What waits of one sheet; null where the server has all of it. */
export function keptOf(id: string): Kept | null {
  const text = browserStorage()?.getItem(prefix() + id)
  return text ? (JSON.parse(text) as Kept) : null
}

export function forget(id: string) {
  browserStorage()?.removeItem(prefix() + id)
  tell()
}

/** Keeps what is typed, without sending it: the open page does that itself. */
export function store(sheet: Kept) {
  if (!isLetGo(owner)) browserStorage()?.setItem(prefix() + sheet.id, JSON.stringify(sheet))
}

/** Sends everything that waits and stands open nowhere; begins again after a while where the line is cut. */
export async function deliver(): Promise<void> {
  clearTimeout(timer)
  if (sending) {
    again = true
    return
  }
  sending = true
  let outcome: Outcome = 'answered'
  try {
    do {
      again = false
      for (const id of waitingIds()) {
        if (keptOf(id)?.refused) continue
        outcome = (await unlessOpen(id, () => sendKept(id))) ?? 'answered'
        if (outcome === 'answered') continue
        timer = setTimeout(() => void deliver(), 4000)
        return
      }
    } while (again)
  } finally {
    sending = false
    state = { ...state, offline: outcome === 'offline', signedOut: outcome === 'signedOut' }
    tell()
  }
}

type Outcome = 'answered' | 'offline' | 'signedOut'

/** What was under way or not answered first, then the rest, on the version that is the newest by then. */
async function sendKept(id: string): Promise<Outcome> {
  const sheet = await afterUnderWay(id)
  if (!sheet) return 'answered'
  if (sheet.unanswered !== undefined && sheet.unanswered !== sheet.body) {
    const came = await send(sheet, { text: sheet.unanswered, submit: false })
    if (came.is === 'noLine' || came.is === 'signedOut') return came.is === 'noLine' ? 'offline' : 'signedOut'
    if (came.is === 'elsewhere') return refuse(sheet)
    if (came.is === 'stored') sheet.version = came.version
    delete sheet.unanswered
    if (held.has(id)) return 'answered'
    replace(sheet, sheet)
  }
  const came = await send(sheet, { text: sheet.body, submit: sheet.submit })
  if (came.is === 'stored') return done(sheet)
  if (came.is === 'refused' || came.is === 'elsewhere') return refuse(sheet)
  replace(sheet, { ...sheet, unanswered: sheet.body })
  return came.is === 'noLine' ? 'offline' : 'signedOut'
}

/** What is left to send once the page's own request is over; null where that was all. */
async function afterUnderWay(id: string): Promise<Kept | null> {
  const before = underWay.get(id)
  underWay.delete(id)
  const came = await before?.outcome
  const sheet = keptOf(id)
  // Opened again meanwhile: that page took all of it up.
  if (held.has(id)) return null
  if (!sheet || came?.is !== 'stored') return sheet
  const { sent } = before!
  if (sent.submit || (sheet.body === sent.text && !sheet.submit)) {
    done(sheet)
    return null
  }
  const rest = { ...sheet, version: came.version, unanswered: undefined }
  replace(sheet, rest)
  return rest
}

async function send(sheet: Kept, sent: Sent): Promise<SheetOutcome> {
  const { id, version } = sheet
  return follow(id, { sent, version, outcome: askSheet(id, sent, version) })
}

async function follow(id: string, flight: OnTheWay): Promise<SheetOutcome> {
  onTheWay.set(id, flight)
  const came = await flight.outcome
  if (onTheWay.get(id) === flight) onTheWay.delete(id)
  return came
}

/** Only what was sent is forgotten or written over: it may have been opened and written anew while it was under way. */
function replace(sheet: Kept, by: Kept) {
  if (keptOf(sheet.id)?.body === sheet.body && !held.has(sheet.id)) store(by)
}

function done(sheet: Kept): Outcome {
  if (sheet.submit) state = { ...state, sent: state.sent + 1 }
  if (keptOf(sheet.id)?.body === sheet.body) forget(sheet.id)
  else again = true
  return 'answered'
}

function refuse(sheet: Kept): Outcome {
  replace(sheet, { ...sheet, refused: true })
  return 'answered'
}

/** One that the open page handed in by itself. */
export function countSent() {
  state = { ...state, sent: state.sent + 1 }
  tell()
}

function waitingIds(): string[] {
  const kept = browserStorage()
  if (!kept || !owner) return []
  return Object.keys(kept)
    .filter((key) => key.startsWith(prefix()))
    .map((key) => key.slice(prefix().length))
}

function tell() {
  const kept = waitingIds()
    .flatMap((id) => keptOf(id) ?? [])
    .filter((sheet) => (sheet.submit || sheet.refused) && !held.has(sheet.id))
  state = {
    ...state,
    waiting: kept.filter((sheet) => !sheet.refused).length,
    refused: kept.filter((sheet) => sheet.refused).map(({ id, title }) => ({ id, title })),
  }
  for (const listener of listeners) listener()
}
