import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { PasskeyForm } from '#app/components/auth/passkey-button.tsx'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { entered } from '#app/http/entered.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { searchOf } from '#app/http/search.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { stepIn } from '#app/http/step-cookie.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { relyingParty } from '#app/modules/accounts/passkey-challenges.server.ts'
import { secondProof } from '#app/modules/accounts/sign-in-schema.ts'
import { proveSecond, stepHolder } from '#app/modules/accounts/sign-in-steps.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.second.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const holder = await stepHolder(stepIn(request))
  if (!holder) return redirect('/sign-in')
  return { hasCode: holder.hasCode, hasPasskey: holder.hasPasskey && relyingParty() !== null }
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
  const { hasCode, hasPasskey } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const here = `/sign-in/second?next=${encodeURIComponent(search.get('next') ?? '')}`
  return (
    <main id="main" className="narrow stack" data-gap="large">
      <h1>{t('auth.second.title')}</h1>
      {hasPasskey && (
        <PasskeyForm purpose="signIn" action="/sign-in/passkey" label={t('passkey.signIn')} kind="primary">
          <input type="hidden" name="next" value={search.get('next') ?? ''} />
        </PasskeyForm>
      )}
      {hasCode && (
        <PostForm className="stack" named="code" action={here}>
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
      )}
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
