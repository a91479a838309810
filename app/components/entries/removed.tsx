import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { ActionButton } from '../ui/form.tsx'
import { RowButton } from './row-button.tsx'

type Resting = { id: string; restsUntil: Date | string }
export type RemovedRow = Resting & { kind: 'parts' | 'authors' | 'awards'; name: string }
export type RemovedFile = Resting & { name: string; bytes: number }

/** Rows that were deleted, each put back by one press. */
export function RemovedRows({ rows, onChange }: { rows: RemovedRow[]; onChange: (change: string) => void }) {
  const { t } = useTranslation()
  return (
    <Removed rows={rows}>
      {({ id, kind, name }) => (
        <>
          <b dir="auto">{name}</b>
          <RowButton change={`restore:${kind}:${id}`} onChange={onChange}>
            {t('entry.removed.putBack')}
            <span className="visually-hidden">: {name}</span>
          </RowButton>
        </>
      )}
    </Removed>
  )
}

export function RemovedFiles({ files }: { files: RemovedFile[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <Removed rows={files}>
      {({ id, name, bytes }) => (
        <>
          <span>
            <b>{name}</b> <span className="quiet small">{formatBytes(bytes, locale)}</span>
          </span>
          <ActionButton action={`/entries/media/${id}/putting-back`}>
            {t('entry.removed.putBack')}
            <span className="visually-hidden">: {name}</span>
          </ActionButton>
        </>
      )}
    </Removed>
  )
}

function Removed<Row extends Resting>(props: { rows: Row[]; children: (row: Row) => ReactNode }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (props.rows.length === 0) return null
  return (
    <details className="removed">
      <summary>{t('entry.removed.title', { number: props.rows.length })}</summary>
      <p className="quiet small">{t('entry.removed.means')}</p>
      <ul className="resting">
        {props.rows.map((row) => (
          <li key={row.id}>
            <div className="row" data-end>
              {props.children(row)}
            </div>
            <span className="quiet small">
              {t('entry.removed.until', { until: formatMoment(row.restsUntil, locale) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
