import { useCallback, useEffect, useRef, useState } from 'react'
import type { Standing } from '#app/modules/entries/standing.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { askServer, onReturn, SessionEnded } from '../ui/ask-server.ts'

export type SaveState = 'idle' | 'saving' | 'saved' | 'waiting' | 'failed' | 'stale' | 'signedOut'
type Saved = {
  version: number
  savedAt: string
  categoryId: string | null
  errors: Record<string, Message>
  standing: Standing
}

/**
 * Saves the form a moment after the last change, one save at a time, each on the version the one before answered.
 * Without a line it keeps trying; nothing leaves the screen until it is stored.
 */
export function useAutosave(
  form: React.RefObject<HTMLFormElement | null>,
  path: string,
  first: { version: number; categoryId: string | null },
  onOutdated: () => void,
) {
  const [state, setState] = useState<SaveState>('idle')
  const [answer, setAnswer] = useState<Saved | null>(null)
  const version = useRef(first.version)
  const categoryId = useRef(first.categoryId)
  const dirty = useRef(false)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const rowChanges = useRef<string[]>([])
  // The form itself, which outlives its place on the page: what was typed last is saved when it is left.
  const typed = useRef<HTMLFormElement | null>(null)
  const gone = useRef(false)
  const unsaved = useCallback(() => dirty.current || busy.current || rowChanges.current.length > 0, [])
  const warn = useCallback(
    (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault()
    },
    [unsaved],
  )

  const save = useCallback(async () => {
    if (busy.current || !typed.current) return
    clearTimeout(timer.current)
    timer.current = undefined
    busy.current = true
    dirty.current = false
    const change = rowChanges.current[0] ?? ''
    let failed = false
    setState('saving')
    try {
      const body = new URLSearchParams(new FormData(typed.current) as unknown as Record<string, string>)
      body.set('version', String(version.current))
      body.set('change', change)
      const response = await askServer(path, { body })
      if (response.status === 409) {
        rowChanges.current = []
        return setState('stale')
      }
      if (!response.ok) throw new Error(String(response.status))
      const saved = (await response.json()) as Saved
      version.current = saved.version
      setAnswer(saved)
      setState(Object.keys(saved.errors).length ? 'failed' : 'saved')
      if (change) rowChanges.current.shift()
      // Other rows, or other files asked for by another category, are the page's to show.
      if (change || saved.categoryId !== categoryId.current) onOutdated()
      categoryId.current = saved.categoryId
    } catch (error) {
      dirty.current = true
      failed = true
      setState(error instanceof SessionEnded ? 'signedOut' : 'waiting')
    } finally {
      busy.current = false
      const hurried = gone.current || rowChanges.current.length > 0
      if (unsaved() && (hurried || !timer.current)) {
        clearTimeout(timer.current)
        timer.current = setTimeout(() => void save(), failed ? 4000 : hurried ? 0 : 800)
      }
      if (gone.current && !unsaved()) window.removeEventListener('beforeunload', warn)
    }
  }, [path, onOutdated, unsaved, warn])

  const changed = useCallback(() => {
    dirty.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      void save()
    }, 800)
  }, [save])

  /** Adds or removes a row: sent with what is typed, after the save that may be under way. */
  const changeRows = useCallback(
    (change: string) => {
      rowChanges.current.push(change)
      void save()
    },
    [save],
  )

  /** Resolves with true once nothing typed is left to save; with false where it could not be stored. */
  const settle = useCallback(async (): Promise<boolean> => {
    while (busy.current) await new Promise((done) => setTimeout(done, 50))
    if (unsaved()) await save()
    return !unsaved()
  }, [save, unsaved])

  useEffect(() => {
    typed.current = form.current
    gone.current = false
    const goOn = () => {
      if (unsaved()) void save()
    }
    window.addEventListener('beforeunload', warn)
    const stopWaiting = onReturn(goOn)
    return () => {
      gone.current = true
      stopWaiting()
      goOn()
      if (!unsaved()) window.removeEventListener('beforeunload', warn)
    }
  }, [form, save, unsaved, warn])

  const follow = useCallback((next: { version: number }) => {
    if (next.version > version.current) version.current = next.version
  }, [])
  return {
    state,
    changed,
    changeRows,
    settle,
    follow,
    errors: answer?.errors ?? {},
    savedAt: answer?.savedAt,
    standing: answer?.standing,
  }
}
