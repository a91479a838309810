import { Form, Link, NavLink, useLocation } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { hasUnsent, letGo } from './ui/unsent.ts'

const places: {
  role: RoleName
  to: string
  key: 'entries' | 'province' | 'judging' | 'organizer' | 'admin'
}[] = [
  { role: 'reporter', to: '/entries', key: 'entries' },
  { role: 'coordinator', to: '/province', key: 'province' },
  { role: 'judge', to: '/judging', key: 'judging' },
  { role: 'organizer', to: '/organizer', key: 'organizer' },
  { role: 'admin', to: '/admin', key: 'admin' },
]

export function Masthead({ person }: { person: { id: string; name: string; roles: RoleName[] } | null }) {
  const { t } = useTranslation()
  const own = places.filter((place) => person?.roles.includes(place.role))
  return (
    <header className="masthead">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <div>
        <Link to="/" className="brand">
          <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            <path
              fill="currentColor"
              d="M12 1l3 6.6 7.2.8-5.400 4.900 1.500 7.100L12 16.800 5.700 20.400l1.500-7.100L1.800 8.400 9 7.600z"
            />
          </svg>
          <span>{t('app.name')}</span>
        </Link>
        {own.length > 0 && (
          <nav aria-label={t('nav.main')}>
            <ul>
              {own.map((place) => (
                <li key={place.to}>
                  <NavLink to={place.to} prefetch="intent">
                    {t(`nav.${place.key}`)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <span className="spring" />
        <LanguageSwitch />
        {person ? (
          <SignedIn {...person} />
        ) : (
          <Link className="button" to="/sign-in">
            {t('nav.signIn')}
          </Link>
        )}
      </div>
    </header>
  )
}

/** A full page load: the texts of the other language come with it. */
function LanguageSwitch() {
  const { t, locale } = useTranslation()
  const { pathname, search } = useLocation()
  return (
    <form method="post" action="/resources/language">
      <input type="hidden" name="next" value={pathname + search} />
      <button
        className="linkish"
        name="locale"
        value={locale === 'vi' ? 'en' : 'vi'}
        lang={locale === 'vi' ? 'en' : 'vi'}
      >
        {t('app.toLanguage')}
      </button>
    </form>
  )
}

/** Signing out loads the page anew, so that whatever is not stored asks before it is gone. */
function SignedIn({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const ask = (event: React.FormEvent) => {
    if (!hasUnsent(id)) return
    if (window.confirm(t('nav.signOutUnsent'))) letGo(id)
    else event.preventDefault()
  }
  return (
    <>
      <Link className="linkish account" to="/account">
        {name}
      </Link>
      <Form method="post" action="/sign-out" reloadDocument onSubmit={ask}>
        <button className="linkish">{t('nav.signOut')}</button>
      </Form>
    </>
  )
}
