import type { ActionFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requestReset } from '#app/modules/accounts/reset-password.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'

export const handle = { title: 'auth.forgot.title' }

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, schema.resetRequest)
  if (!form.ok) return form.failed
  const refusal = await requestReset(form.value.email, context.address)
  return refusal ? refusedForm(form.values, refusal) : { sent: true }
}

export default function ForgotPassword() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.forgot.title')}</h1>
        {answer && 'sent' in answer ? (
          <p className="notice" role="status">
            {t('auth.forgot.sent')}
          </p>
        ) : (
          <>
            <p className="quiet">{t('auth.forgot.intro')}</p>
            <FormError />
            <TextField
              label={t('auth.signIn.email')}
              name="email"
              type="email"
              autoComplete="username"
              required
            />
            <SubmitButton>{t('auth.forgot.submit')}</SubmitButton>
          </>
        )}
      </PostForm>
    </main>
  )
}
