import { useTranslation } from '#app/i18n/use-translation.ts'
import type { undeliveredOf } from '#app/modules/mail/undelivered.server.ts'

type Letter = Awaited<ReturnType<typeof undeliveredOf>>[number]

/** To who had them written: letters that did not arrive, with the server's words. */
export function Undelivered({ letters }: { letters: Letter[] }) {
  const { t } = useTranslation()
  if (letters.length === 0) return null
  return (
    <details className="notice" data-kind="attention">
      <summary>{t('mail.undelivered.title', { count: letters.length })}</summary>
      <p>{t('mail.undelivered.about')}</p>
      <ul>
        {letters.map((letter) => (
          <li key={letter.id}>
            {letter.recipient} · {letter.subject} · {t(`admin.mailState.${letter.state}`)}
            {letter.fault && <Fault words={letter.fault} />}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What the mail server said, in its own words. */
export function Fault({ words }: { words: string }) {
  const { t } = useTranslation()
  return (
    <span className="quiet small">
      {' '}
      {t('mail.undelivered.fault')} <span lang="en">{words}</span>
    </span>
  )
}
