import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Standing } from '#app/modules/entries/standing.server.ts'
import type { Message } from '#app/modules/refusal.ts'

export type SaveState = 'idle' | 'saving' | 'saved' | 'waiting' | 'failed' | 'stale'
type Saved = { version: number; savedAt: string; errors: Record<string, Message>; standing: Standing }

/**
 * Saves the form a moment after the last change, one save at a time, each on the version the one before answered.
 * Without a line it keeps trying; nothing leaves the screen until it is stored.
 */
export function useAutosave(
  form: React.RefObject<HTMLFormElement | null>,
  path: string,
  first: { version: number; standing: Standing },
) {
  const [state, setState] = useState<SaveState>('idle')
  const [answer, setAnswer] = useState<Saved | null>(null)
  const version = useRef(first.version)
  const dirty = useRef(false)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { revalidate } = useRevalidator()

  const save = useCallback(
    async (change = ''): Promise<boolean> => {
      if (busy.current || !form.current) return false
      busy.current = true
      dirty.current = false
      setState('saving')
      try {
        const body = new URLSearchParams(new FormData(form.current) as unknown as Record<string, string>)
        body.set('version', String(version.current))
        body.set('change', change)
        const response = await fetch(path, { method: 'POST', body })
        if (response.status === 409) return refused(setState)
        if (!response.ok) throw new Error(String(response.status))
        const saved = (await response.json()) as Saved
        version.current = saved.version
        setAnswer(saved)
        setState(Object.keys(saved.errors).length ? 'failed' : 'saved')
        if (change) revalidate()
        return true
      } catch {
        dirty.current = true
        setState('waiting')
        timer.current = setTimeout(() => void save(change), 4000)
        return false
      } finally {
        busy.current = false
        if (dirty.current && !timer.current) timer.current = setTimeout(() => void save(), 800)
      }
    },
    [form, path, revalidate],
  )

  const changed = useCallback(() => {
    dirty.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      void save()
    }, 800)
  }, [save])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (dirty.current || busy.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      clearTimeout(timer.current)
    }
  }, [])

  const follow = useCallback((next: { version: number }) => {
    if (next.version > version.current) version.current = next.version
  }, [])
  return {
    state,
    changed,
    save,
    follow,
    errors: answer?.errors ?? {},
    savedAt: answer?.savedAt,
    standing: answer?.standing,
  }
}

function refused(setState: (state: SaveState) => void): false {
  setState('stale')
  return false
}
