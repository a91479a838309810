import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { NewPasswordField } from '#app/components/auth/new-password-field.tsx'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { passwordChange } from '#app/modules/accounts/sign-in-schema.ts'

export const handle = { title: 'account.changePassword' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, passwordChange)
  if (!form.ok) return form.failed
  const { currentPassword, password } = form.value
  const refusal = await changePassword(actor, { current: currentPassword, password })
  return refusal
    ? refusedForm(form.values, refusal)
    : redirectWithNotice('/account', 'account.passwordChanged')
}

export default function Password() {
  const { t } = useTranslation()
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('account.changePassword')}</h1>
        <FormError />
        <TextField
          label={t('account.currentPassword')}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
        />
        <NewPasswordField label={t('auth.reset.password')} />
        <p className="quiet small">{t('account.passwordMeans')}</p>
        <SubmitButton>{t('account.changePassword')}</SubmitButton>
        <p className="small">
          <Link to="/forgot-password">{t('auth.signIn.forgot')}</Link>
        </p>
      </PostForm>
    </main>
  )
}
