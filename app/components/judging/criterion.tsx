import { useRef } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { parsePoints } from '#app/modules/judging/scoring.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'
import type { Locale } from '#app/modules/text/locale.ts'

export const asTyped = (hundredths: number | null, locale: Locale) =>
  hundredths === null ? '' : formatPoints(hundredths, locale)

type CriterionProps = {
  criterion: JudgePage['reading']['rubric'][number]
  index: number
  given: string
  refused?: { key: string; values?: Record<string, string | number> }
  unfolded: boolean
  /** on its way to be handed in */
  locked: boolean
  onFocus: () => void
  onGive: (typed: string) => void
  onEnter: (at: number) => void
}

/** One criterion: its points typed or stepped, its guidance while it is at hand. */
export function Criterion(props: CriterionProps) {
  const { criterion, index, given, refused, onGive, onEnter } = props
  const words = useTranslation()
  // What stands in a field is chosen whole when it is gone to, so that typing takes its place. The press that goes to it
  // puts the caret somewhere first; the next one may.
  const pointed = useRef(false)
  const locale = useLocale()
  const name = locale === 'vi' ? criterion.nameVi : criterion.nameEn
  const guidance = locale === 'vi' ? criterion.guidanceVi : criterion.guidanceEn
  const press = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      // A key held down is one press.
      return event.repeat ? undefined : onEnter(event.timeStamp)
    }
    const by = event.key === 'ArrowUp' ? 100 : event.key === 'ArrowDown' ? -100 : 0
    if (!by) return
    event.preventDefault()
    if (props.locked) return
    const value = Math.min(
      criterion.maxPoints,
      Math.max(0, (parsePoints(event.currentTarget.value) ?? 0) + by),
    )
    event.currentTarget.value = asTyped(value, locale)
    onGive(event.currentTarget.value)
  }
  return (
    <div className="criterion" data-invalid={refused ? '' : undefined}>
      <label htmlFor={`c${index}`}>{name}</label>
      <span className="points">
        <input
          id={`c${index}`}
          name={`points.${criterion.id}`}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={given}
          aria-invalid={refused ? true : undefined}
          aria-describedby={guidance ? `m${index} g${index}` : `m${index}`}
          onKeyDown={press}
          readOnly={props.locked}
          onFocus={(event) => {
            pointed.current = true
            event.currentTarget.select()
            props.onFocus()
          }}
          onClick={(event) => {
            const { selectionStart, selectionEnd } = event.currentTarget
            if (pointed.current && selectionStart === selectionEnd) event.currentTarget.select()
            pointed.current = false
          }}
          onChange={(event) => onGive(event.target.value)}
        />
        <span className="quiet nowrap" id={`m${index}`}>
          / {formatPoints(criterion.maxPoints, locale)}
        </span>
      </span>
      {refused && (
        <p className="error" role="alert">
          {sayMessage(refused, words)}
        </p>
      )}
      {guidance && (
        <p className="guidance" id={`g${index}`} hidden={!props.unfolded}>
          {guidance}
        </p>
      )}
    </div>
  )
}
