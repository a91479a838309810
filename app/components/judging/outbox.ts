import { useSyncExternalStore } from 'react'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'

/**
 * Sheets on their way. Each is kept in the browser until the server has it, so it outlives a cut line, a closed tab and
 * a restart; what waits is sent one after the other as soon as there is a line.
 */
type Kept = { id: string; title: string; version: number; body: string; submit: boolean; refused?: boolean }
export type OutboxState = {
  waiting: number
  offline: boolean
  /** sheets handed in since the page was opened */
  sent: number
  /** what the server did not take: to be opened and decided */
  refused: { id: string; title: string }[]
}

const prefix = 'chungkhao:sheet:'
const listeners = new Set<() => void>()
let state: OutboxState = { waiting: 0, offline: false, sent: 0, refused: [] }
/** versions that a save still under way will answer */
const versions = new Map<string, Promise<number>>()
let sending = false
let timer: ReturnType<typeof setTimeout> | undefined

const nothing: OutboxState = { waiting: 0, offline: false, sent: 0, refused: [] }

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

/** Keeps a sheet and sends it when it can. `version` may be one that an earlier save has yet to answer. */
export function post(sheet: Omit<Kept, 'version'> & { version: number }, later?: Promise<number>) {
  if (later) versions.set(sheet.id, later)
  store(sheet)
  tell()
  void deliver()
}

/** What waits of one sheet; null where the server has all of it. */
export function keptOf(id: string): Kept | null {
  const text = storage()?.getItem(prefix + id)
  return text ? (JSON.parse(text) as Kept) : null
}

export function forget(id: string) {
  storage()?.removeItem(prefix + id)
  tell()
}

/** Keeps what is typed, without sending it: the open page does that itself. */
export function store(sheet: Kept) {
  storage()?.setItem(prefix + sheet.id, JSON.stringify(sheet))
}

/** Sends everything that waits but the sheet that is open; begins again after a while where the line is cut. */
export async function deliver(openId?: string): Promise<void> {
  clearTimeout(timer)
  if (sending) return
  sending = true
  try {
    for (const sheet of all()) {
      if (sheet.refused || (sheet.id === openId && !sheet.submit)) continue
      const delivered = await send(sheet)
      if (!delivered) {
        state = { ...state, offline: true }
        timer = setTimeout(() => void deliver(openId), 4000)
        return
      }
    }
    state = { ...state, offline: false }
  } finally {
    sending = false
    tell()
  }
}

async function send(sheet: Kept): Promise<boolean> {
  const version = (await versions.get(sheet.id)?.catch(() => undefined)) ?? sheet.version
  versions.delete(sheet.id)
  const body = new URLSearchParams(sheet.body)
  body.set('version', String(version))
  body.set('intent', sheet.submit ? 'submit' : 'save')
  let response: Response
  try {
    response = await fetch(`/judging/${sheet.id}/sheet`, { method: 'POST', body })
  } catch {
    return false
  }
  if (response.redirected || response.status >= 500) return false
  if (response.status === 404) forget(sheet.id)
  else if (response.ok) done(sheet)
  else if (response.status === 409) {
    const answer = (await response.json()) as { current?: SheetState }
    // The answer to the first try was lost on the way: what stands there is what was sent.
    if (sheet.submit && answer.current?.state === 'submitted' && sameNote(answer.current, body)) done(sheet)
    else store({ ...sheet, refused: true })
  } else store({ ...sheet, refused: true })
  return true
}

const sameNote = (current: SheetState, body: URLSearchParams) =>
  current.note === (body.get('note') ?? '') && current.privateNote === (body.get('privateNote') ?? '')

function done(sheet: Kept) {
  forget(sheet.id)
  if (sheet.submit) state = { ...state, sent: state.sent + 1 }
}

function all(): Kept[] {
  const kept = storage()
  if (!kept) return []
  return Object.keys(kept)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => keptOf(key.slice(prefix.length)) ?? [])
}

function tell() {
  const kept = all().filter((sheet) => sheet.submit || sheet.refused)
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
