import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useSearchParams } from '@remix-run/react'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { entered } from '#app/http/entered.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { searchOf } from '#app/http/search.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { stepIn } from '#app/http/step-cookie.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { secondProof } from '#app/modules/accounts/sign-in-schema.ts'
import { proveSecond, stepHolder } from '#app/modules/accounts/sign-in-steps.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.second.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  return (await stepHolder(stepIn(request))) ? null : redirect('/sign-in')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, secondProof)
  if (!form.ok) return form.failed
  const { form: _named, ...proof } = form.value
  const { from, cookie } = senderOf(request, context)
  const answer = await proveSecond(stepIn(request), proof, from)
  if (isRefusal(answer)) return refusedForm({ form: form.value.form }, answer)
  return entered(answer, cookie, searchOf(request).get('next') ?? '')
}

export default function Second() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const here = `/sign-in/second?next=${encodeURIComponent(search.get('next') ?? '')}`
  return (
    <main id="main" className="narrow stack" data-gap="large">
      <PostForm className="stack" named="code" action={here}>
        <h1>{t('auth.second.title')}</h1>
        <p className="quiet">{t('auth.second.intro')}</p>
        <FormError />
        <TextField
          label={t('auth.second.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          required
        />
        <SubmitButton>{t('auth.signIn.submit')}</SubmitButton>
      </PostForm>
      <PostForm className="stack" named="recovery" action={here}>
        <h2>{t('auth.second.lost')}</h2>
        <p className="quiet">{t('auth.second.lostText')}</p>
        <FormError />
        <TextField
          label={t('auth.second.recovery')}
          name="recovery"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          required
        />
        <SubmitButton kind="plain">{t('auth.second.useRecovery')}</SubmitButton>
      </PostForm>
      <p>
        <Link to="/sign-in">{t('auth.second.again')}</Link>
      </p>
    </main>
  )
}
