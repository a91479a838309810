import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { NewPasswordField } from '#app/components/auth/new-password-field.tsx'
import { CheckField, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { makeKnown } from '#app/http/browser-cookies.server.ts'
import { searchOf } from '#app/http/search.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'

export const handle = { title: 'auth.register.title' }

/** By whose call, as the link of a province says. */
export function loader({ request }: LoaderFunctionArgs) {
  return { by: searchOf(request).get('by') ?? '' }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, schema.registration)
  if (!form.ok) return form.failed
  const { by, name, email, password } = form.value
  const { token: browser, cookie } = makeKnown('registering', request)
  const refusal = await register({
    by,
    name,
    email,
    password,
    locale: localeOf(request),
    address: context.address,
    browser,
  })
  if (refusal) return refusedForm(form.values, refusal)
  return json({ sentTo: email }, { headers: { 'Set-Cookie': cookie } })
}

export default function Register() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  const { by } = useLoaderData<typeof loader>()
  if (answer && 'sentTo' in answer) return <Sent email={answer.sentTo} />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.register.title')}</h1>
        <p className="quiet">{t('auth.register.intro')}</p>
        <FormError />
        {by !== '' && <input type="hidden" name="by" value={by} />}
        <TextField
          label={t('auth.register.name')}
          hint={t('auth.register.nameHint')}
          name="name"
          autoComplete="name"
          required
        />
        <TextField
          label={t('auth.signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          required
        />
        <NewPasswordField />
        <CheckField
          label={t('privacy.consent.label')}
          hint={t('privacy.consent.text')}
          name="consent"
          required
        />
        <SubmitButton>{t('auth.register.submit')}</SubmitButton>
        <p>
          <Link to="/sign-in">{t('auth.register.haveAccount')}</Link>
        </p>
      </PostForm>
    </main>
  )
}

function Sent({ email }: { email: string }) {
  const { t } = useTranslation()
  return (
    <main id="main" className="narrow stack">
      <h1>{t('auth.register.sentTitle')}</h1>
      <p role="status">{t('auth.register.sent', { email })}</p>
    </main>
  )
}
