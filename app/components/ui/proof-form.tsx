import { useId } from 'react'
import { proofField, type AskedForProof } from '#app/http/proof-asked.ts'
import { sentAgainAs, signedInAs } from '#app/http/kept-form.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** A form that cannot be undone, kept here whole until its sender has shown who they are; sent once more, it goes through. */
export function ProofForm({ asked }: { asked: AskedForProof }) {
  const texts = useTranslation()
  const { t } = texts
  const id = useId()
  const { kept, key } = asked
  const wrong = key !== 'proof.asked' && key !== 'proof.notKept'
  if (!kept) return <p>{t('proof.notKept')}</p>
  return (
    <form method="post" action={kept.path} className="stack">
      <p>{t('proof.asked')}</p>
      {kept.withoutFiles && <p>{t('error.withoutFiles')}</p>}
      {wrong && (
        <p className="notice" data-kind="error" role="alert">
          {sayMessage(asked, texts)}
        </p>
      )}
      {kept.fields.map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={signedInAs} value={kept.as} />
      <input type="hidden" name={sentAgainAs} value={kept.as} />
      <div className="field">
        <label htmlFor={id}>{t('proof.password')}</label>
        <input
          id={id}
          name={proofField}
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          aria-describedby={`${id}-hint`}
        />
        <p className="hint" id={`${id}-hint`}>
          {t('proof.lasts')}
        </p>
      </div>
      <div>
        <button type="submit" className="button" data-kind="primary">
          {t('proof.submit')}
        </button>
      </div>
    </form>
  )
}
