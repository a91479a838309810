import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Passkeys } from '#app/components/auth/passkey-list.tsx'
import { RecoveryCodes } from '#app/components/auth/recovery-codes.tsx'
import { ConfirmedAction, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requireSomebody } from '#app/http/guard.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { secondFactorOf, setUpSecondFactor } from '#app/modules/accounts/second-factor.server.ts'
import { secondFactorSetUp } from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'secondFactor.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  return secondFactorOf(await requireSomebody(request))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireSomebody(request)
  await requireRecentProof(request, actor)
  const form = await readForm(request, secondFactorSetUp)
  if (!form.ok) return form.failed
  const answer = await setUpSecondFactor(actor, form.value.code)
  if (isRefusal(answer)) return refusedForm({}, answer)
  return { codes: answer.codes }
}

export default function SecondFactor() {
  const { t } = useTranslation()
  const { hasCode, required, passkeys, mayHavePasskeys } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const codes = answer && 'codes' in answer ? answer.codes : null
  return (
    <main id="main" className="narrow stack" data-gap="large">
      <h1>{t('secondFactor.title')}</h1>
      <p>{t(required ? 'secondFactor.required' : 'secondFactor.offered')}</p>
      {codes && <RecoveryCodes codes={codes} />}
      {hasCode ? <There /> : <SetUp />}
      {(mayHavePasskeys || passkeys.length > 0) && <Passkeys passkeys={passkeys} />}
      {(hasCode || passkeys.length > 0) && <CodesLeft />}
      <p>
        <Link to={codes ? '/' : '/account'}>{t(codes ? 'secondFactor.goOn' : 'account.title')}</Link>
      </p>
    </main>
  )
}

function SetUp() {
  const { t } = useTranslation()
  const { offer } = useLoaderData<typeof loader>()
  if (!offer) return null
  return (
    <PostForm className="stack">
      <h2>{t('secondFactor.setUp')}</h2>
      <ol className="stack" data-gap="small">
        <li>{t('secondFactor.app')}</li>
        <li>{t('secondFactor.scan')}</li>
        <li>{t('secondFactor.type')}</li>
      </ol>
      <div
        className="qr"
        role="img"
        aria-label={t('secondFactor.picture')}
        dangerouslySetInnerHTML={{ __html: offer.picture }}
      />
      <p>
        {t('secondFactor.byHand')} <code className="secret">{offer.typed}</code>
      </p>
      <FormError />
      <TextField
        label={t('auth.second.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        required
      />
      <SubmitButton>{t('secondFactor.submit')}</SubmitButton>
    </PostForm>
  )
}

function There() {
  const { t } = useTranslation()
  const { required } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('secondFactor.isThere')}</h2>
      <ConfirmedAction
        action="/account/second-factor/removal"
        label={t('secondFactor.remove')}
        consequence={t(required ? 'secondFactor.removeRequiredMeans' : 'secondFactor.removeMeans')}
      />
    </section>
  )
}

function CodesLeft() {
  const { t } = useTranslation()
  const { codesLeft } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('secondFactor.codes')}</h2>
      <p>{t('secondFactor.codesLeft', { count: codesLeft })}</p>
      <ConfirmedAction
        action="/account/second-factor/recovery-codes"
        label={t('secondFactor.newCodes')}
        consequence={t('secondFactor.newCodesMean')}
        kind="plain"
      />
    </section>
  )
}
