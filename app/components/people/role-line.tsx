import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatDate, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { Person } from '#app/modules/accounts/people.server.ts'

type Held = Person['roles'][number]
type Place = Pick<Held, 'allEditions' | 'edition' | 'province'>

/** Where a role holds, in words. */
export function useScope() {
  const { t } = useTranslation()
  return ({ allEditions, edition, province }: Place) =>
    province ??
    (allEditions
      ? t('people.scope.all')
      : edition === null
        ? ''
        : t('people.scope.edition', { number: roman(edition) }))
}

/** One role with where it holds; whether it has begun or ended is said where it is not held. */
export function RoleLine({ role }: { role: Held }) {
  const { t } = useTranslation()
  const scope = useScope()(role)
  return (
    <>
      {t(`role.${role.role}`)}
      {scope && <span className="quiet"> · {scope}</span>}{' '}
      {role.state !== 'held' && <span className="chip">{t(`people.roleState.${role.state}`)}</span>}
    </>
  )
}

/** Until when a role holds: its own day, the rule of its edition, or without an end. */
export function Until({ role }: { role: Held }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (role.until) return <>{formatDate(role.until, locale)}</>
  return <>{t(role.edition === null ? 'people.untilNone' : 'people.untilEdition')}</>
}
