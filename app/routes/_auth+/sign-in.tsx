import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { PasskeyForm } from '#app/components/auth/passkey-button.tsx'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { entered } from '#app/http/entered.server.ts'
import { currentActor } from '#app/http/guard.server.ts'
import { ownPath } from '#app/http/own-path.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { stepCookie } from '#app/http/step-cookie.server.ts'
import { workplaceOf } from '#app/modules/actor/policy.ts'
import { relyingParty } from '#app/modules/accounts/passkey-challenges.server.ts'
import { signIn } from '#app/modules/accounts/sign-in.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.signIn.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor, enrolling } = await currentActor(request)
  if (enrolling) return redirect('/account/second-factor')
  if (actor) return redirect(workplaceOf(actor.roles.map(({ role }) => role)))
  return { passkeys: relyingParty() !== null }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, schema.signIn)
  if (!form.ok) return form.failed
  const { from, cookie } = senderOf(request, context)
  const answer = await signIn(form.value, from)
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  if ('cookie' in answer) return entered(answer, cookie, form.value.next)
  const second = `/sign-in/second?next=${encodeURIComponent(ownPath(form.value.next, ''))}`
  return redirect(second, { headers: { 'Set-Cookie': stepCookie(answer.step) } })
}

export default function SignIn() {
  const { t } = useTranslation()
  const { passkeys } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <main id="main" className="narrow stack" data-gap="large">
      <PostForm className="stack">
        <h1>{t('auth.signIn.title')}</h1>
        <FormError />
        <input type="hidden" name="next" value={search.get('next') ?? ''} />
        <TextField
          label={t('auth.signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          required
        />
        <TextField
          label={t('auth.signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <div className="row" data-end>
          <SubmitButton>{t('auth.signIn.submit')}</SubmitButton>
          <Link to="/forgot-password">{t('auth.signIn.forgot')}</Link>
        </div>
        <p>
          <Link to="/register">{t('auth.signIn.noAccount')}</Link>
        </p>
      </PostForm>
      {passkeys && (
        <PasskeyForm purpose="signIn" action="/sign-in/passkey" label={t('passkey.signIn')}>
          <input type="hidden" name="next" value={search.get('next') ?? ''} />
        </PasskeyForm>
      )}
    </main>
  )
}
