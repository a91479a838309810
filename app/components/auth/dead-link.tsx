import { Link } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'

export function DeadLink() {
  const { t } = useTranslation()
  return (
    <main id="main" className="narrow stack">
      <h1>{t('auth.dead.title')}</h1>
      <p>{t('auth.dead.text')}</p>
      <p className="row">
        <Link className="button" to="/sign-in">
          {t('nav.signIn')}
        </Link>
        <Link className="button" to="/forgot-password">
          {t('auth.signIn.forgot')}
        </Link>
      </p>
    </main>
  )
}
