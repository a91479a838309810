import { useCallback, useEffect, useRef, useState } from 'react'
import { askServer, onReturn, SessionEnded } from '../ui/ask-server.ts'

export type KeptState = 'idle' | 'saving' | 'saved' | 'waiting' | 'signedOut' | 'refused'

/**
 * Keeps a small form a moment after the last letter, whole each time, so that a save that comes twice does no harm. What
 * did not reach the server stays on the screen and is sent again.
 */
export function useKeptWords(
  form: React.RefObject<HTMLFormElement | null>,
  path: string,
  onKept: () => void,
) {
  const [state, setState] = useState<KeptState>('idle')
  const dirty = useRef(false)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(async () => {
    clearTimeout(timer.current)
    if (busy.current || !form.current) return
    busy.current = true
    dirty.current = false
    setState('saving')
    let wait = 0
    try {
      const body = new URLSearchParams(new FormData(form.current) as unknown as Record<string, string>)
      const response = await askServer(path, { body })
      if (response.status >= 500) throw new Error(String(response.status))
      setState(response.ok ? 'saved' : 'refused')
      if (response.ok) onKept()
    } catch (error) {
      dirty.current = true
      wait = 4000
      setState(error instanceof SessionEnded ? 'signedOut' : 'waiting')
    } finally {
      busy.current = false
      if (dirty.current) timer.current = setTimeout(() => void save(), wait)
    }
  }, [form, path, onKept])

  const changed = useCallback(() => {
    dirty.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), 800)
  }, [save])

  useEffect(() => {
    const goOn = () => {
      if (dirty.current) void save()
    }
    const warn = (event: BeforeUnloadEvent) => {
      if (dirty.current || busy.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    const stopWaiting = onReturn(goOn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      stopWaiting()
      goOn()
    }
  }, [save])

  return { state, changed, save }
}
