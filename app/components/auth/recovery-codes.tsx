import { useTranslation } from '#app/i18n/use-translation.ts'

/** Ten codes, shown this once: to be printed or copied by hand. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useTranslation()
  return (
    <section className="stack" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes">{t('secondFactor.codesTitle')}</h2>
      <p className="notice" data-kind="attention">
        {t('secondFactor.codesOnce')}
      </p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="quiet">{t('secondFactor.codesMean')}</p>
    </section>
  )
}
