import { useCallback, useEffect, useRef, useState } from 'react'
import { onReturn } from '../ui/ask-server.ts'
import {
  begin,
  isLocked,
  isUnsaved,
  move,
  type Effect,
  type Happening,
  type Phase,
  type Saving,
} from '../ui/saving.ts'
import { askSheet, lastAnswer, type SheetOutcome, type SheetRefusal } from './ask-sheet.ts'
import { markDraft } from './desks-ahead.ts'
import { flying, forget, hold, isOwnerGone, keptOf, post, store } from './outbox.ts'
import { fill, sentText, textOf } from './sheet-fields.ts'

/** Milliseconds after the last change until it is saved, and after an answer that did not come until it is tried again. */
const waits = { pause: 500, again: 3000 }

export type ShownSheet = {
  phase: Phase
  version: number
  why: SheetRefusal | null
  locked: boolean
  /** handed in by itself as soon as there is a line */
  wanted: boolean
  /** something was saved since the sheet was opened */
  saved: boolean
}

type Options = {
  id: string
  title: string
  version: number
  /** the form came back with what was typed, which is not stored */
  failed: boolean
  refused: SheetRefusal | null
  /** the points that were put back into the fields, as typed */
  onFilled: (points: Record<string, string>) => void
  onHandedIn: () => void
}

/**
 * Carries out what `saving.ts` decides for the sheet of a page: reads the form, asks the server, waits. What is not
 * stored is kept in the browser from letter to letter; whoever leaves the sheet leaves it to the outbox.
 */
export function useSheet(form: React.RefObject<HTMLFormElement | null>, options: Options) {
  const { id } = options
  const newest = useRef(options)
  newest.current = options
  const saving = useRef<Saving<SheetRefusal>>(begin<SheetRefusal>(options.version, '', ''))
  const [shown, setShown] = useState<ShownSheet>({
    phase: options.refused ? 'refused' : 'clean',
    version: options.version,
    why: options.refused,
    locked: false,
    wanted: false,
    saved: false,
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asking = useRef<Promise<SheetOutcome>>(undefined)
  const keptText = useRef<string | null>(null)
  /** open in no other page: what is kept of it in the browser is this page's */
  const mine = useRef(false)

  const forgetKept = useCallback(() => {
    if (keptText.current !== null && keptOf(id)?.body === keptText.current) forget(id)
    keptText.current = null
  }, [id])

  const happens = useCallback(
    (happening: Happening<SheetRefusal>) => {
      const { title } = newest.current
      const { state, effects } = move(saving.current, happening)
      saving.current = state
      for (const effect of effects) carryOut(effect)
      if (state.phase !== 'left') {
        keep(state)
        setShown((before) => ({
          phase: state.phase,
          version: state.version,
          why: state.why,
          locked: isLocked(state),
          wanted: state.wanted,
          saved: before.saved || happening.is === 'stored',
        }))
      }

      function carryOut(effect: Effect) {
        if (effect.do === 'wait') {
          clearTimeout(timer.current)
          timer.current = setTimeout(() => happens({ is: effect.for }), waits[effect.for])
        } else if (effect.do === 'send') {
          clearTimeout(timer.current)
          follow(askSheet(id, effect.sent, effect.version))
        } else if (effect.do === 'handOver') {
          const { text, version, unanswered, submit, refused } = effect
          const later = unanswered === null ? undefined : asking.current
          const underWay = later && state.sent ? { sent: state.sent, version, outcome: later } : undefined
          post(
            { id, title, version, body: text, submit, refused, unanswered: unanswered ?? undefined },
            underWay,
          )
        } else newest.current.onHandedIn()
      }

      function follow(outcome: Promise<SheetOutcome>) {
        asking.current = outcome
        void outcome.then((came) => {
          if (asking.current === outcome) asking.current = undefined
          happens(came)
        })
      }

      /** What the server may not have; forgotten only where it is this page's own. */
      function keep({ screen, version, sent, wanted }: Saving<SheetRefusal>) {
        if (!mine.current) return
        if (isUnsaved(state)) {
          store({ id, title, version, body: screen, submit: wanted, unanswered: sent?.text })
          keptText.current = screen
        } else forgetKept()
      }
    },
    [id, forgetKept],
  )

  /** Puts back what was typed here before and never reached the server, on the version it was typed on. */
  const takeUp = useCallback(() => {
    mine.current = true
    const kept = keptOf(id)
    if (!kept || !form.current || !['clean', 'dirty'].includes(saving.current.phase)) return
    const under = flying(id)
    newest.current.onFilled(fill(form.current, kept.body))
    markDraft(id)
    keptText.current = kept.body
    const sent =
      under?.sent ?? (kept.unanswered === undefined ? null : { text: kept.unanswered, submit: false })
    const version = under?.version ?? kept.version
    happens({ is: 'takeUp', screen: kept.body, version, sent, underWay: under !== undefined })
    if (under) void under.outcome.then((came) => happens(came))
  }, [form, happens, id])

  useEffect(() => {
    const typed = form.current!
    const { failed, refused, version, onFilled } = newest.current
    const known = lastAnswer(id)
    if (known && known.version > version) {
      onFilled(fill(typed, known.text))
      saving.current = begin(known.version, known.text, known.text)
    } else {
      const screen = textOf(typed)
      saving.current = begin<SheetRefusal>(version, failed ? null : sentText(typed), screen)
      if (refused) saving.current = { ...saving.current, phase: 'refused', why: refused }
      else if (isUnsaved(saving.current)) happens({ is: 'typed', screen })
    }
    const release = hold(id, takeUp)
    const stopWaiting = onReturn(() => happens({ is: 'again' }))
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved(saving.current) && !isOwnerGone()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      stopWaiting()
      window.removeEventListener('beforeunload', warn)
      clearTimeout(timer.current)
      release()
      happens({ is: 'leave' })
    }
  }, [form, happens, id, takeUp])

  const changed = useCallback(() => {
    if (form.current) happens({ is: 'typed', screen: textOf(form.current) })
  }, [form, happens])

  /** Lets go of what stands here, for what was written elsewhere. */
  const drop = useCallback(() => {
    happens({ is: 'drop' })
    forgetKept()
  }, [happens, forgetKept])

  return { ...shown, changed, happens, drop }
}
