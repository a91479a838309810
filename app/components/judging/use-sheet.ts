import { useCallback, useEffect, useRef, useState } from 'react'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import { askServer, onReturn, SessionEnded } from '../ui/ask-server.ts'
import { forget, post, store } from './outbox.ts'

export type SheetSave = 'idle' | 'saving' | 'saved' | 'waiting' | 'signedOut' | 'stale' | 'refused'
type Refused = {
  refused: { key: string; values?: Record<string, string | number> }
  field?: string
  current?: SheetState
}

/**
 * Keeps a sheet on the server as it is filled in: one save at a time, each on the version the last one answered. A
 * stale version stops and shows what stands there; without a line it keeps trying, and what is typed is kept in the
 * browser too. Whoever leaves the sheet leaves what was not saved to the outbox.
 */
export function useSheet(
  form: React.RefObject<HTMLFormElement | null>,
  { id, title }: { id: string; title: string },
  first: SheetState,
) {
  const path = `/judging/${id}/sheet`
  const [save, setSave] = useState<SheetSave>('idle')
  const [version, setVersion] = useState(first.version)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const known = useRef(first.version)
  const dirty = useRef(false)
  const busy = useRef<Promise<void> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const failed = useRef(false)
  /** the outbox has the sheet now, whatever a save still under way comes to */
  const handedIn = useRef(false)
  // The form itself, which outlives its place on the page.
  const typed = useRef<HTMLFormElement | null>(null)
  const bodyOf = () =>
    new URLSearchParams(new FormData(typed.current!) as unknown as Record<string, string>).toString()
  const draft = useCallback(
    () => ({ id, title, version: known.current, body: bodyOf(), submit: false }),
    [id, title],
  )

  const warn = useCallback((event: BeforeUnloadEvent) => {
    if (dirty.current || busy.current) event.preventDefault()
  }, [])

  const send = useCallback(async () => {
    if (!typed.current) return
    dirty.current = false
    setSave('saving')
    try {
      const body = new URLSearchParams(bodyOf())
      body.set('version', String(known.current))
      const response = await askServer(path, { body })
      if (response.status === 409) {
        const answer = (await response.json()) as Refused
        setRefusal(answer)
        return setSave(answer.current ? 'stale' : 'refused')
      }
      if (!response.ok) throw new Error(String(response.status))
      known.current = ((await response.json()) as SheetState).version
      setVersion(known.current)
      setRefusal(null)
      setSave('saved')
      failed.current = false
      if (!dirty.current && !handedIn.current) forget(id)
    } catch (error) {
      if (handedIn.current) return
      dirty.current = true
      failed.current = true
      store(draft())
      setSave(error instanceof SessionEnded ? 'signedOut' : 'waiting')
    }
  }, [path, id, draft])

  const flush = useRef(() => {})
  flush.current = () => {
    clearTimeout(timer.current)
    if (busy.current || !dirty.current) return
    busy.current = send().finally(() => {
      busy.current = null
      if (dirty.current) timer.current = setTimeout(() => flush.current(), failed.current ? 3000 : 400)
    })
  }

  const changed = useCallback(() => {
    dirty.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => flush.current(), 500)
  }, [])

  /** Gives the sheet to the outbox, to be handed in from there; this page saves nothing of it any more. */
  const handIn = useCallback(() => {
    clearTimeout(timer.current)
    dirty.current = false
    handedIn.current = true
    const later = busy.current?.then(() => known.current)
    post({ ...draft(), submit: true }, later)
  }, [draft])

  /** Takes up what was typed before and is not on the server yet, on the version it was typed on. */
  const takeUp = useCallback((version: number) => {
    known.current = version
    dirty.current = true
    flush.current()
  }, [])

  /** Resolves when nothing is left to save, with the version that stands; null while it could not be stored. */
  const settle = useCallback(async (): Promise<number | null> => {
    clearTimeout(timer.current)
    await busy.current
    if (dirty.current) {
      flush.current()
      await busy.current
    }
    return dirty.current ? null : known.current
  }, [])

  /** What stands in this window goes over what was written in between, because the judge asked for it. */
  const overwrite = useCallback((version: number) => {
    known.current = version
    dirty.current = true
    flush.current()
  }, [])

  useEffect(() => {
    typed.current = form.current
    const stopWaiting = onReturn(() => flush.current())
    window.addEventListener('beforeunload', warn)
    return () => {
      stopWaiting()
      window.removeEventListener('beforeunload', warn)
      clearTimeout(timer.current)
      if (!dirty.current) return
      dirty.current = false
      post(
        draft(),
        busy.current?.then(() => known.current),
      )
    }
  }, [form, warn, draft])

  return { save, version, refusal, changed, settle, overwrite, handIn, takeUp }
}
