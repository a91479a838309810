import { useNavigate } from '@remix-run/react'
import { useEffect } from 'react'
import { parsePoints } from '#app/modules/judging/scoring.ts'

const pointFields = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>('.points input')]

/** The first field without points, or with something that is none. */
export const firstMissing = (form: HTMLFormElement) =>
  pointFields(form).find((field) => typeof parsePoints(field.value) !== 'number')

/**
 * Ctrl+Enter sends, N goes on without sending, F opens the flags, Esc leads back to the points, ? shows the keys. In a
 * note they are only letters.
 */
export function useSheetKeys(
  form: React.RefObject<HTMLFormElement | null>,
  send: (at: number) => void,
  next: string | null,
) {
  const navigate = useNavigate()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const inNote =
        event.target instanceof HTMLElement &&
        event.target.closest('textarea, #reason, #recall-reason, #search')
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        if (!event.repeat) send(event.timeStamp)
      } else if (event.key === 'Escape') {
        const fields = pointFields(form.current!)
        ;(firstMissing(form.current!) ?? fields[0])?.focus()
      } else if (inNote || event.ctrlKey || event.metaKey || event.altKey) {
        return
      } else if (event.key.toLowerCase() === 'n' && next) {
        event.preventDefault()
        navigate(next)
      } else if (event.key.toLowerCase() === 'f') {
        event.preventDefault()
        const asides = form.current!.querySelector<HTMLDetailsElement>('#asides')!
        asides.open = true
        asides.querySelector('input')!.focus()
      } else if (event.key === '?') {
        event.preventDefault()
        form.current!.querySelector('#keys')!.toggleAttribute('open')
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

/** At a desk the first criterion waits for points, so that sheet follows sheet by keyboard; on a phone no keyboard pops up. */
export function useFirstFocus(form: React.RefObject<HTMLFormElement | null>, fresh: boolean) {
  useEffect(() => {
    if (fresh && window.matchMedia('(hover: hover) and (min-width: 1000px)').matches)
      pointFields(form.current!)[0]?.focus({ preventScroll: true })
  }, [form, fresh])
}
