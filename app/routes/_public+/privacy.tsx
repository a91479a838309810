import { useTranslation } from '#app/i18n/use-translation.ts'
import { consentVersion } from '#app/modules/accounts/consent.ts'

export const handle = { title: 'privacy.title' }

export default function Privacy() {
  const { t } = useTranslation()
  return (
    <main id="main">
      <article className="prose stack">
        <h1>{t('privacy.title')}</h1>
        <p>{t('privacy.consent.text')}</p>
        <p>{t('privacy.rights', { version: consentVersion })}</p>
      </article>
    </main>
  )
}
