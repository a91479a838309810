import { useTranslation } from '#app/i18n/use-translation.ts'
import { CheckField, TextField } from '../ui/form.tsx'
import { NewPasswordField } from './new-password-field.tsx'

/** Name, password and consent of somebody whose address a link has confirmed. */
export function NewAccountFields({ name }: { name?: string }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('auth.register.name')}
        name="name"
        autoComplete="name"
        defaultValue={name}
        required
      />
      <NewPasswordField />
      <CheckField
        label={t('privacy.consent.label')}
        hint={t('privacy.consent.text')}
        name="consent"
        required
      />
    </>
  )
}
