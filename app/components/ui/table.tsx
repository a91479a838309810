import { Link, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** A table that scrolls by itself when narrow; named, and reachable by keyboard because it may scroll. */
export function Table({
  label,
  className,
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    <div
      className={className ? `table-frame ${className}` : 'table-frame'}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table>
        <caption className="visually-hidden">{label}</caption>
        {children}
      </table>
    </div>
  )
}

/** A column head that sorts by a link: the order is in the address, so it can be sent. */
export function SortHead({
  column,
  label,
  number,
  param = 'sort',
}: {
  column: string
  label: string
  number?: boolean
  /** Another name where a page has several tables. */
  param?: string
}) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const current = search.get(param) ?? ''
  const direction = current === column ? 'ascending' : current === `-${column}` ? 'descending' : undefined
  const next = new URLSearchParams(search)
  next.set(param, direction === 'ascending' ? `-${column}` : column)
  next.delete('after')
  return (
    <th scope="col" aria-sort={direction} className={number ? 'num' : undefined}>
      <Link to={`?${next}`} preventScrollReset title={t('table.sortBy', { column: label })}>
        {label}
        <span aria-hidden="true">
          {direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ''}
        </span>
      </Link>
    </th>
  )
}

/** Pages by key: `after` names the last row seen, so a new row never shifts the pages. */
export function Pager({ next }: { next: string | null }) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const onward = new URLSearchParams(search)
  const first = new URLSearchParams(search)
  first.delete('after')
  if (next) onward.set('after', next)
  if (!next && !search.has('after')) return null
  return (
    <nav className="pager" aria-label={t('table.next')}>
      {search.has('after') && <Link to={`?${first}`}>{t('table.first')}</Link>}
      {next && (
        <Link className="button" to={`?${onward}`}>
          {t('table.next')}
        </Link>
      )}
    </nav>
  )
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}
