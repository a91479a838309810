import { useTranslation } from '#app/i18n/use-translation.ts'
import { TextField } from '../ui/form.tsx'

/** A password to be set, with what is asked of one; `label` where it is called new. */
export function NewPasswordField({ label }: { label?: string }) {
  const { t } = useTranslation()
  return (
    <TextField
      label={label ?? t('auth.signIn.password')}
      hint={t('auth.register.passwordHint')}
      name="password"
      type="password"
      autoComplete="new-password"
      required
    />
  )
}
