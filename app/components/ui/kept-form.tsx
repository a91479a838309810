import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { sentAgainAs, signedInAs, wordsIn, type KeptRefusal } from '#app/http/kept-form.ts'

/** A form that met an ended session, kept on the page until its writer has signed in beside it. */
export function KeptFields({ refusal }: { refusal: KeptRefusal }) {
  const texts = useTranslation()
  const { t } = texts
  const { kept } = refusal
  // To whoever else is signed in they are not shown.
  const words = kept && refusal.key === 'error.kept' ? wordsIn(kept) : []
  return (
    <>
      <p>{sayMessage(refusal, texts)}</p>
      {kept?.withoutFiles && <p>{t('error.withoutFiles')}</p>}
      <div className="row">
        <a className="button" data-kind="primary" href="/sign-in" target="_blank" rel="noreferrer">
          {t('error.signInBeside')}
        </a>
        {kept && (
          <form method="post" action={kept.path} className="inline-form">
            {kept.fields.map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
            <input type="hidden" name={signedInAs} value={kept.as} />
            <input type="hidden" name={sentAgainAs} value={kept.as} />
            <button type="submit" className="button">
              {t('error.sendAgain')}
            </button>
          </form>
        )}
      </div>
      {words.length > 0 && (
        <details>
          <summary>{t('error.keptText')}</summary>
          {words.map((text, index) => (
            <p key={index} className="pre" dir="auto">
              {text}
            </p>
          ))}
        </details>
      )}
    </>
  )
}
