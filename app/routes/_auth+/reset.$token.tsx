import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { NewPasswordField } from '#app/components/auth/new-password-field.tsx'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'

export const handle = { title: 'auth.reset.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  return { works: await linkWorks(params.token!, 'reset-password') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, schema.passwordReset)
  if (!form.ok) return form.failed
  const { from, cookie } = senderOf(request, context)
  const refusal = await resetPassword(params.token!, form.value.password, from.device)
  if (refusal) return refusedForm(form.values, refusal)
  const response = redirectWithNotice('/sign-in', 'auth.reset.done')
  response.headers.append('Set-Cookie', cookie)
  return response
}

export default function Reset() {
  const { t } = useTranslation()
  const { works } = useLoaderData<typeof loader>()
  if (!works) return <DeadLink />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.reset.title')}</h1>
        <FormError />
        <NewPasswordField label={t('auth.reset.password')} />
        <SubmitButton>{t('auth.reset.submit')}</SubmitButton>
      </PostForm>
    </main>
  )
}
