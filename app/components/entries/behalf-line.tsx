import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { PostForm, SubmitButton, TextField } from '../ui/form.tsx'

/** For whom a work was entered, whether they confirmed it, and the days of the post. */
export function BehalfLine({
  behalf,
}: {
  behalf: { name: string; confirmed: boolean; postmarkedOn: string | null; receivedOn: string | null }
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <p className="quiet">
      {t('follow.behalf.standing', {
        name: behalf.name,
        state: t(behalf.confirmed ? 'follow.behalf.isConfirmed' : 'follow.behalf.isWaiting'),
      })}{' '}
      {behalf.postmarkedOn &&
        t('follow.behalf.postmark', {
          postmarked: formatDate(behalf.postmarkedOn, locale),
          received: behalf.receivedOn ? formatDate(behalf.receivedOn, locale) : '–',
        })}
    </p>
  )
}

/** For a letter that was lost, or went to a wrong address. */
export function AuthorLetter({ entryId, email }: { entryId: string; email: string }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="button">{t('follow.behalf.resend')}</summary>
      <PostForm className="stack" named="letter" action={`/entries/${entryId}/author-letter`}>
        <p className="quiet prose">{t('follow.behalf.resendAbout')}</p>
        <TextField label={t('follow.behalf.authorEmail')} name="email" type="email" defaultValue={email} />
        <div>
          <SubmitButton kind="plain">{t('follow.behalf.resend')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}
