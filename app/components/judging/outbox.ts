import { useSyncExternalStore } from 'react'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import { parsePoints, sheetFlags } from '#app/modules/judging/scoring.ts'
import { askServer, SessionEnded } from '../ui/ask-server.ts'

/**
 * Sheets on their way. Each is kept in the browser, under the judge's own name, until the server has it, so it outlives
 * a cut line, a closed tab and a restart; what waits is sent one after the other as soon as there is a line.
 */
type Kept = { id: string; title: string; version: number; body: string; submit: boolean; refused?: boolean }
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
/** versions that a save still under way will answer */
const versions = new Map<string, Promise<number>>()
let sending = false
let again = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Whose sheets these are: another judge at the same computer neither sends nor sees them. */
export function ownOutbox(judgeId: string) {
  owner = judgeId
}

const prefix = () => `chungkhao:sheet:${owner}:`

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

/** Keeps a sheet and sends it when it can. `later`: the version that a save still under way will answer. */
export function post(sheet: Kept, later?: Promise<number>) {
  if (later) versions.set(sheet.id, later)
  store(sheet)
  tell()
  void deliver()
}

/** What waits of one sheet; null where the server has all of it. */
export function keptOf(id: string): Kept | null {
  const text = storage()?.getItem(prefix() + id)
  return text ? (JSON.parse(text) as Kept) : null
}

export function forget(id: string) {
  storage()?.removeItem(prefix() + id)
  tell()
}

/** Keeps what is typed, without sending it: the open page does that itself. */
export function store(sheet: Kept) {
  storage()?.setItem(prefix() + sheet.id, JSON.stringify(sheet))
}

/** Sends everything that waits but a draft that is open; begins again after a while where the line is cut. */
export async function deliver(openId?: string): Promise<void> {
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
        const sheet = keptOf(id)
        if (!sheet || sheet.refused || (id === openId && !sheet.submit)) continue
        outcome = await send(sheet)
        if (outcome === 'answered') continue
        timer = setTimeout(() => void deliver(openId), 4000)
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

async function send(sheet: Kept): Promise<Outcome> {
  const version = (await versions.get(sheet.id)?.catch(() => undefined)) ?? sheet.version
  versions.delete(sheet.id)
  const body = new URLSearchParams(sheet.body)
  body.set('version', String(version))
  body.set('intent', sheet.submit ? 'submit' : 'save')
  let response: Response
  try {
    response = await askServer(`/judging/${sheet.id}/sheet`, { body })
  } catch (error) {
    store({ ...sheet, version })
    return error instanceof SessionEnded ? 'signedOut' : 'offline'
  }
  if (response.status >= 500) return 'offline'
  if (response.ok) done(sheet)
  else if (response.status !== 409) refuse(sheet)
  else {
    const answer = (await response.json()) as { current?: SheetState }
    // The answer to the first try was lost on the way: what stands there is what was sent.
    if (sheet.submit && answer.current?.state === 'submitted' && isSame(answer.current, body)) done(sheet)
    else refuse({ ...sheet, version })
  }
  return 'answered'
}

function isSame(current: SheetState, body: URLSearchParams): boolean {
  const points = Object.entries(current.points)
  return (
    current.note === (body.get('note') ?? '') &&
    current.privateNote === (body.get('privateNote') ?? '') &&
    points.every(([id, value]) => (parsePoints(body.get(`points.${id}`) ?? '') ?? null) === value) &&
    sheetFlags.every((flag) => current.flags.includes(flag) === body.has(`flag.${flag}`))
  )
}

/** Only what was sent is forgotten: it may have been written anew while it was under way. */
function done(sheet: Kept) {
  if (keptOf(sheet.id)?.body === sheet.body) forget(sheet.id)
  else again = true
  if (sheet.submit) state = { ...state, sent: state.sent + 1 }
}

function refuse(sheet: Kept) {
  if (keptOf(sheet.id)) store({ ...sheet, refused: true })
}

function waitingIds(): string[] {
  const kept = storage()
  if (!kept || !owner) return []
  return Object.keys(kept)
    .filter((key) => key.startsWith(prefix()))
    .map((key) => key.slice(prefix().length))
}

function tell() {
  const kept = waitingIds()
    .flatMap((id) => keptOf(id) ?? [])
    .filter((sheet) => sheet.submit || sheet.refused)
  state = {
    ...state,
    waiting: kept.filter((sheet) => !sheet.refused).length,
    refused: kept.filter((sheet) => sheet.refused).map(({ id, title }) => ({ id, title })),
  }
  for (const listener of listeners) listener()
}

function storage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
