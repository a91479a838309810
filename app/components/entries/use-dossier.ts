import { useEffect, useRef, useState } from 'react'
import type { DraftFields } from '#app/modules/entries/draft-fields.ts'
import { onReturn } from '../ui/ask-server.ts'
import { askDraft } from './ask-draft.ts'
import { DossierSaving, nothingShown } from './dossier-saving.ts'
import { fillIn, isBeingTyped, typedIn } from './draft-form.ts'
import { keeperOf } from './kept-draft.ts'

/** Milliseconds after the last change until it is saved, and after an answer that did not come until it is tried again. */
const waits = { pause: 700, again: 3000 }

type Options = {
  accountId: string
  entryId: string
  /** what the server has, and at which version it was read */
  version: number
  fields: DraftFields
  onOutdated: () => void
  onReady: (version: number) => void
}

/** The saving of the dossier whose form is in the page. */
export function useDossier(form: React.RefObject<HTMLFormElement | null>, options: Options) {
  const newest = useRef(options)
  newest.current = options
  const saving = useRef<DossierSaving>(undefined)
  const [shown, show] = useState(nothingShown)

  useEffect(() => {
    // The form itself, which outlives its place on the page: what was typed last is saved when it is left.
    const typed = form.current!
    const { accountId, entryId } = newest.current
    const keeper = keeperOf(accountId, entryId)
    let timer: ReturnType<typeof setTimeout> | undefined
    const own = new DossierSaving(
      {
        typed: () => typedIn(typed),
        fill: (name, value) => fillIn(typed, name, value),
        isBusy: (name) => isBeingTyped(typed, name),
        ask: (ask) => askDraft(entryId, ask),
        wait: (kind, then) => {
          clearTimeout(timer)
          timer = setTimeout(then, waits[kind])
        },
        keep: (unstored) => (unstored ? keeper.keep(unstored) : keeper.forget()),
        show,
        onOutdated: () => newest.current.onOutdated(),
        onReady: (version) => newest.current.onReady(version),
      },
      newest.current,
    )
    saving.current = own
    const letGo = keeper.hold()
    void keeper.takeUp(own.takeUp)
    own.typed()
    const stopWaiting = onReturn(own.again)
    const warn = (event: BeforeUnloadEvent) => {
      if (own.isUnsaved() && !keeper.isLetGo()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      clearTimeout(timer)
      stopWaiting()
      window.removeEventListener('beforeunload', warn)
      own.leave()
      letGo()
    }
  }, [form])

  const { version, fields } = options
  useEffect(() => saving.current?.follow({ version, fields }), [version, fields])

  return { shown, saving }
}
