import { useTranslation } from '#app/i18n/use-translation.ts'

/** The session has ended while something was typed: signing in beside it, so that nothing leaves the screen. */
export function SignedOut() {
  const { t } = useTranslation()
  return (
    <>
      {t('error.signedOut')}{' '}
      <a href="/sign-in" target="_blank" rel="noreferrer">
        {t('error.signInBeside')}
      </a>
    </>
  )
}
