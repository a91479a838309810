import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { NewPasswordField } from '#app/components/auth/new-password-field.tsx'
import { FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { knownAs } from '#app/http/browser-cookies.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { confirmEmail, openConfirmation, type Proof } from '#app/modules/accounts/confirm-email.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.confirm.title' }

export function loader({ request, params }: LoaderFunctionArgs) {
  return openConfirmation(params.token!, knownAs('registering', request))
}

/** A press of a button, not the opening of the link: mail scanners open links too. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const open = await openConfirmation(params.token!, knownAs('registering', request))
  if (!open) return { dead: true }
  const asked = open.registeredHere ? schema.confirmation.here : schema.confirmation.elsewhere
  const form = await readForm(request, asked)
  if (!form.ok) return form.failed
  const answer = await confirmEmail(params.token!, proofIn(form.value, request))
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  const { from, cookie } = senderOf(request, context)
  const response = redirectWithNotice('/entries', 'auth.confirm.done')
  response.headers.append('Set-Cookie', cookie)
  response.headers.append('Set-Cookie', await startSession(answer.userId, from))
  return response
}

function proofIn(form: { form?: string; password?: string }, request: Request): Proof {
  if (!form.form) return { browser: knownAs('registering', request) }
  return form.form === 'chosen' ? { chosen: form.password! } : { registered: form.password! }
}

export default function Confirm() {
  const { t } = useTranslation()
  const open = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if ((answer && 'dead' in answer) || !open) return <DeadLink />
  return (
    <main id="main" className="narrow stack">
      <h1>{t('auth.confirm.title')}</h1>
      {open.registeredHere ? <Here /> : <Elsewhere email={open.email} />}
    </main>
  )
}

function Here() {
  const { t } = useTranslation()
  return (
    <PostForm className="stack">
      <p>{t('auth.confirm.text')}</p>
      <FormError />
      <SubmitButton>{t('auth.confirm.submit')}</SubmitButton>
    </PostForm>
  )
}

/** Another browser than the one that registered: it may be another person too. */
function Elsewhere({ email }: { email: string }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('auth.confirm.elsewhere', { email })}</p>
      <PostForm className="stack" named="registered">
        <FormError />
        <TextField
          label={t('auth.confirm.registered')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton>{t('auth.confirm.submit')}</SubmitButton>
      </PostForm>
      <PostForm className="stack" named="chosen">
        <h2>{t('auth.confirm.chosenTitle')}</h2>
        <p className="quiet">{t('auth.confirm.chosenText')}</p>
        <FormError />
        <NewPasswordField label={t('auth.reset.password')} />
        <SubmitButton kind="plain">{t('auth.confirm.chosenSubmit')}</SubmitButton>
      </PostForm>
    </>
  )
}
