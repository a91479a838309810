import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** A list of a dossier that grows and shrinks: parts, authors, earlier prizes. */
export function Rows(props: {
  kind: 'parts' | 'authors' | 'awards'
  hint: string
  locked: boolean
  /** Why no further row may be added, where that is so. */
  full?: string | false
  onChange: (change: string) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <fieldset className="stack" disabled={props.locked} id={props.kind}>
      <legend>
        <h2>{t(`entry.section.${props.kind}`)}</h2>
      </legend>
      <p className="quiet small">{props.hint}</p>
      {props.children}
      {props.full && <p className="quiet small">{props.full}</p>}
      {!props.locked && !props.full && (
        <div>
          <RowButton change={`add:${props.kind}`} onChange={props.onChange}>
            {t(`entry.add.${props.kind}`)}
          </RowButton>
        </div>
      )}
    </fieldset>
  )
}

export function Row(props: {
  legend: string
  removal: string
  removable: boolean
  onChange: (change: string) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <fieldset className="repeat">
      <legend>{props.legend}</legend>
      {props.children}
      {props.removable && (
        <div>
          <RowButton change={props.removal} onChange={props.onChange}>
            {t('entry.removeRow')}
            <span className="visually-hidden">: {props.legend}</span>
          </RowButton>
        </div>
      )}
    </fieldset>
  )
}

/** Without script it submits the whole form; with it, it saves and adds or removes the row in place. */
function RowButton({
  change,
  onChange,
  children,
}: {
  change: string
  onChange: (change: string) => void
  children: ReactNode
}) {
  return (
    <button
      className="button"
      name="change"
      value={change}
      onClick={(event) => {
        event.preventDefault()
        onChange(change)
      }}
    >
      {children}
    </button>
  )
}
