import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { HeldByGroup } from '#app/components/privacy/held.tsx'
import { ActionButton, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatDate, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { consentStands, consentsOf } from '#app/modules/accounts/consent.server.ts'
import { consentVersion } from '#app/modules/accounts/consent.ts'
import { ownDataOf } from '#app/modules/exports/request-export.server.ts'
import { addressChangeOf, askForAddress } from '#app/modules/privacy/change-address.server.ts'
import { heldAbout } from '#app/modules/privacy/held-about.server.ts'
import { requestsOf } from '#app/modules/privacy/register.server.ts'
import { doneIn, movesOf, requestKinds } from '#app/modules/privacy/requests.ts'
import { newAddress } from '#app/modules/privacy/schema.ts'

export const handle = { title: 'personal.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const [held, copies, requests, consents, { stands, inForce }, change] = await Promise.all([
    heldAbout(actor.userId),
    ownDataOf(actor),
    requestsOf(actor),
    consentsOf(actor),
    consentStands(actor.userId),
    addressChangeOf(actor),
  ])
  const mine = requests.map((one) => ({ ...one, mayTakeBack: movesOf(one.state, 'person').length > 0 }))
  return {
    held: held ?? [],
    copies,
    requests: mine,
    consents,
    asks: !stands || !inForce,
    change,
    email: actor.email,
  }
}

/** Asks for another address; the rest of the page has addresses of its own. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, newAddress)
  if (!form.ok) return form.failed
  const refusal = await askForAddress(actor, form.value.email)
  return refusal
    ? refusedForm(form.values, refusal)
    : redirectWithNotice('/account/data', 'personal.address.sent')
}

export default function Data() {
  const { t } = useTranslation()
  const { held } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="prose stack">
        <h1>{t('personal.title')}</h1>
        <p>{t('personal.intro')}</p>
        <p>
          <Link to="/privacy">{t('personal.toPrivacy')}</Link>
        </p>
      </div>
      <HeldByGroup held={held} />
      <Copies />
      <Requests />
      <Consents />
      <Address />
    </main>
  )
}

function Copies() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { copies } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('personal.take.title')}</h2>
      <p className="prose quiet">{t('personal.take.about')}</p>
      <ul>
        {copies.map((copy) => (
          <li key={copy.id}>
            {formatMoment(copy.createdAt, locale)} · {t(`personal.take.state.${copy.state}`)}
            {copy.available && (
              <>
                {' · '}
                <a href={`/resources/exports/${copy.id}`}>{t('personal.take.download')}</a>{' '}
                <span className="quiet">
                  {t('personal.take.until', { time: formatMoment(copy.expiresAt!, locale) })}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <div>
        <ActionButton action="/account/data/copy">{t('personal.take.submit')}</ActionButton>
      </div>
    </section>
  )
}

function Requests() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { requests } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('personal.ask.title')}</h2>
      <p className="prose quiet">{t('personal.ask.about')}</p>
      {requests.length === 0 && <p>{t('personal.ask.none')}</p>}
      <ul>
        {requests.map((one) => (
          <li key={one.id}>
            {formatDate(one.receivedAt, locale)} · {t(`personal.kind.${one.kind}`)} ·{' '}
            {t(`personal.state.${one.state}`)}
            {one.answer && <span className="quiet"> · {one.answer}</span>}{' '}
            {one.mayTakeBack && (
              <ActionButton action={`/account/requests/${one.id}/taking-back`}>
                {t('personal.ask.takeBack')}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      <ul>
        {requestKinds.map((kind) => (
          <li key={kind}>
            <Link to={`/account/requests?kind=${kind}`}>{t(`personal.kind.${kind}`)}</Link>{' '}
            <span className="quiet">{t('personal.ask.within', { count: doneIn[kind] })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Consents() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { consents, asks } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('personal.consent.title')}</h2>
      {consents.length === 0 && <p className="quiet">{t('personal.consent.none')}</p>}
      {consents.map((one) => (
        <details key={one.id}>
          <summary>
            {t('personal.consent.given', {
              version: one.version,
              time: formatMoment(one.acceptedAt, locale),
            })}
            {one.withdrawnAt && (
              <span className="quiet">
                {' · '}
                {t('personal.consent.withdrawn', { time: formatMoment(one.withdrawnAt, locale) })}
              </span>
            )}
          </summary>
          <p className="prose">{one.text}</p>
        </details>
      ))}
      {asks && (
        <div className="notice stack" data-kind="attention">
          <p>{t('personal.consent.ask', { version: consentVersion })}</p>
          <p className="prose">{t('privacy.consent.text')}</p>
          <div>
            <ActionButton action="/account/data/consent" kind="primary">
              {t('personal.consent.submit')}
            </ActionButton>
          </div>
        </div>
      )}
      <p>
        <Link to="/account/requests?kind=withdraw">{t('personal.consent.doWithdraw')}</Link>
      </p>
    </section>
  )
}

function Address() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { change, email } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('personal.address.title')}</h2>
      <p className="prose quiet">{t('personal.address.about')}</p>
      <p>{t('personal.address.now', { email })}</p>
      {change && (
        <div className="notice stack">
          <p>
            {t('personal.address.open', {
              email: change.newEmail,
              time: formatMoment(change.expiresAt, locale),
            })}{' '}
            {(change.state === 'asked' ||
              change.state === 'oldConfirmed' ||
              change.state === 'newConfirmed') &&
              t(`personal.address.waits.${change.state}`)}
          </p>
          <div>
            <ActionButton action="/account/data/address-cancelling">
              {t('personal.address.cancel')}
            </ActionButton>
          </div>
        </div>
      )}
      <PostForm className="stack narrow">
        <FormError />
        <TextField
          label={t('personal.address.field')}
          name="email"
          type="email"
          autoComplete="email"
          required
        />
        <div>
          <SubmitButton kind="plain">{t('personal.address.submit')}</SubmitButton>
        </div>
      </PostForm>
    </section>
  )
}
