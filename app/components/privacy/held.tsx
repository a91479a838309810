import { useTranslation } from '#app/i18n/use-translation.ts'
import { computed } from '#app/i18n/index.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { Held } from '#app/modules/privacy/held-about.server.ts'

/** What is held, by group: folded, since of a busy judge it is long. */
export function HeldByGroup({ held }: { held: Held[] }) {
  const { t } = useTranslation()
  const groups = [...new Set(held.map((one) => one.group))]
  return (
    <div className="stack">
      {groups.map((group) => (
        <details key={group}>
          <summary>
            <b>{t(`personal.group.${group}`)}</b>{' '}
            <span className="quiet">
              {t('personal.rows', {
                count: ofGroup(held, group).reduce((sum, one) => sum + countOf(one), 0),
              })}
            </span>
          </summary>
          <div className="stack">
            {ofGroup(held, group).map((one) => (
              <HeldTable key={one.table} held={one} />
            ))}
          </div>
        </details>
      ))}
    </div>
  )
}

const ofGroup = (held: Held[], group: Held['group']) => held.filter((one) => one.group === group)
const countOf = ({ rows, more }: Held) => rows.length + more

function HeldTable({ held }: { held: Held }) {
  const { t } = useTranslation()
  return (
    <section className="stack" data-gap="small">
      <h3>{t(computed(`personal.table.${held.table}`))}</h3>
      {held.rows.map((row, index) => (
        <HeldRow key={index} table={held.table} row={row} />
      ))}
      {held.more > 0 && <p className="quiet">{t('personal.more', { count: held.more })}</p>}
    </section>
  )
}

/** A row as words: what is empty is left out, and ids tell a reader nothing. */
function HeldRow({ table, row }: { table: string; row: Record<string, unknown> }) {
  const { t } = useTranslation()
  const say = useSaid(table)
  const said = Object.entries(row).filter(([name, value]) => !isIdOf(name) && say(name, value) !== '')
  if (said.length === 0) return null
  return (
    <dl className="facts">
      {said.map(([name, value]) => (
        <FactRow key={name} name={t(computed(`personal.column.${name}`))} value={say(name, value)} />
      ))}
    </dl>
  )
}

const FactRow = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd dir="auto" className="pre">
      {value}
    </dd>
  </>
)

const isIdOf = (name: string) => name === 'id' || name.endsWith('_id')

/** Where the words of a value stand that the database keeps by a name of its own. */
const wordsOf = (table: string, column: string) =>
  table === 'audit_events' && column === 'kind' ? 'audit' : column === 'role' ? 'role' : null

function useSaid(table: string) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (column: string, value: unknown): string => {
    if (value === null || value === undefined) return ''
    const words = wordsOf(table, column)
    if (words) return t(computed(`${words}.${String(value)}`))
    if (typeof value === 'object') {
      const text = JSON.stringify(value)
      return text === '{}' || text === '[]' ? '' : text
    }
    const text = String(value)
    return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(text) ? formatMoment(new Date(text), locale) : text
  }
}
