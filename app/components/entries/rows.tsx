import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { RemovedRows, type RemovedRow } from './removed.tsx'
import { RowButton } from './row-button.tsx'

/** A list of a dossier that grows and shrinks: parts, authors, earlier prizes. */
export function Rows(props: {
  kind: 'parts' | 'authors' | 'awards'
  hint: string
  locked: boolean
  /** Why no further row may be added, where that is so. */
  full?: string | false
  removed: RemovedRow[]
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
      {!props.locked && (
        <RemovedRows
          rows={props.removed.filter((row) => row.kind === props.kind)}
          onChange={props.onChange}
        />
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
