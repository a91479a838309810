import { useEffect, useRef, useState } from 'react'
import { askToStore, onReturn } from '../ui/ask-server.ts'
import { begin, isUnsaved, move, type Effect, type Happening, type Outcome } from '../ui/saving.ts'

/** Milliseconds after the last letter until it is saved, and after an answer that did not come until it is tried again. */
const waits = { pause: 800, again: 4000 }

const shownAs = {
  dirty: 'saving',
  sending: 'saving',
  refused: 'refused',
  offline: 'waiting',
  signedOut: 'signedOut',
} as const
export type KeptState = 'idle' | 'saved' | (typeof shownAs)[keyof typeof shownAs]

/**
 * Carries out what `saving.ts` decides for a small form, whole each time, so that a save that comes twice does no harm.
 * What did not reach the server stays on the screen and is sent again.
 */
export function useKeptWords(
  form: React.RefObject<HTMLFormElement | null>,
  path: string,
  onKept: () => void,
) {
  const [state, show] = useState<KeptState>('idle')
  const told = useRef(onKept)
  told.current = onKept
  const own = useRef({ changed: () => {}, save: () => {} })

  useEffect(() => {
    // The form itself, which outlives its place on the page: what was typed last is saved when it is left.
    const typed = form.current!
    const screen = () =>
      new URLSearchParams(new FormData(typed) as unknown as Record<string, string>).toString()
    let saving = begin<null>(0, screen(), screen())
    let rest: KeptState = 'idle'
    let timer: ReturnType<typeof setTimeout> | undefined

    function happens(happening: Happening<null>) {
      const { state: now, effects } = move(saving, happening)
      saving = now
      for (const effect of effects) carryOut(effect)
      if (happening.is === 'stored') rest = 'saved'
      if (now.phase === 'left') return
      if (happening.is === 'stored') told.current()
      show(now.phase in shownAs ? shownAs[now.phase as keyof typeof shownAs] : rest)
    }

    function carryOut(effect: Effect) {
      clearTimeout(timer)
      if (effect.do === 'wait') timer = setTimeout(() => happens({ is: effect.for }), waits[effect.for])
      else if (effect.do === 'send') void send(path, effect.sent.text).then(happens)
      else if (effect.do === 'handOver' && !effect.refused) void send(path, effect.text)
    }

    const changed = () => happens({ is: 'typed', screen: screen() })
    const save = () => {
      changed()
      happens({ is: 'pause' })
    }
    own.current = { changed, save }
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved(saving)) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    const stopWaiting = onReturn(() => happens({ is: 'again' }))
    return () => {
      window.removeEventListener('beforeunload', warn)
      stopWaiting()
      happens({ is: 'leave' })
      clearTimeout(timer)
    }
  }, [form, path])

  return { state, changed: () => own.current.changed(), save: () => own.current.save() }
}

async function send(path: string, text: string): Promise<Outcome<null>> {
  const came = await askToStore<object, object>(path, new URLSearchParams(text))
  if (came.is === 'answered') return { is: 'stored', version: 0 }
  return came.is === 'said' || came.is === 'notTaken' ? { is: 'refused', why: null } : came
}
