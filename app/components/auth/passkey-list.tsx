import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConfirmedAction, PostForm, SubmitButton, TextField } from '../ui/form.tsx'
import { PasskeyForm } from './passkey-button.tsx'

type Passkey = { id: string; name: string; usedAt: Date | null; createdAt: Date }

/** One's own keys, and a new one. */
export function Passkeys({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useTranslation()
  return (
    <section className="stack">
      <h2>{t('passkey.title')}</h2>
      <p className="quiet">{t('passkey.intro')}</p>
      {passkeys.map((passkey) => (
        <OnePasskey key={passkey.id} {...passkey} />
      ))}
      <PasskeyForm purpose="register" action="/account/passkeys" label={t('passkey.add')}>
        <TextField
          label={t('passkey.name')}
          hint={t('passkey.nameHint')}
          name="name"
          maxLength={80}
          required
        />
      </PasskeyForm>
    </section>
  )
}

function OnePasskey({ id, name, usedAt, createdAt }: Passkey) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="stack" data-gap="small">
      <p>
        <b>{name}</b>{' '}
        <span className="quiet">
          {usedAt
            ? t('passkey.used', { at: formatMoment(usedAt, locale) })
            : t('passkey.made', { at: formatMoment(createdAt, locale) })}
        </span>
      </p>
      <div className="row">
        <details className="confirmed">
          <summary className="button">{t('passkey.rename')}</summary>
          <PostForm action={`/account/passkeys/${id}/naming`} className="stack" data-gap="small">
            <TextField label={t('passkey.name')} name="name" defaultValue={name} maxLength={80} required />
            <div>
              <SubmitButton kind="plain">{t('passkey.rename')}</SubmitButton>
            </div>
          </PostForm>
        </details>
        <ConfirmedAction
          action={`/account/passkeys/${id}/removal`}
          label={t('passkey.remove')}
          consequence={t('passkey.removeMeans')}
        />
      </div>
    </div>
  )
}
