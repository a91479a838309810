import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { AgencyField } from '#app/components/entries/agency-field.tsx'
import { ActionButton, PostForm, SelectField, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { requireActor } from '#app/http/guard.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { changeAccount } from '#app/modules/accounts/change-account.server.ts'
import { accountDetails } from '#app/modules/accounts/account-schema.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { accountOf } from '#app/modules/accounts/own-account.server.ts'
import { ownMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { sessionsOf } from '#app/modules/accounts/own-sessions.server.ts'

export const handle = { title: 'account.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const [account, sessions, mailStopped] = await Promise.all([
    accountOf(actor.userId),
    sessionsOf(actor),
    ownMailStopped(actor.email),
  ])
  const roles = [...new Set(actor.roles.map((held) => held.role))]
  return {
    account,
    roles,
    mailStopped,
    sessions: sessions.map((session) => ({ ...session, current: session.id === actor.sessionId })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, accountDetails)
  if (!form.ok) return form.failed
  const refusal = await changeAccount(actor, form.value)
  if (refusal) return refusedForm(form.values, refusal)
  const answer = redirectWithNotice('/account', 'account.saved')
  answer.headers.append('Set-Cookie', `lng=${form.value.locale}; Path=/; Max-Age=31536000; SameSite=Lax`)
  return answer
}

export default function Account() {
  const { t } = useTranslation()
  const { account, roles } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <h1>{t('account.title')}</h1>
      <PostForm action="/account?index" className="stack" reloadDocument>
        <h2>{t('account.details')}</h2>
        <div className="columns">
          <TextField
            label={t('account.name')}
            name="name"
            defaultValue={account.name}
            autoComplete="name"
            required
          />
          <TextField
            label={t('account.phone')}
            name="phone"
            type="tel"
            defaultValue={account.phone ?? ''}
            autoComplete="tel"
            optional
          />
          <AgencyField
            name="agency"
            label={t('account.agency')}
            hint={t('account.agencyHint')}
            defaultValue={account.agency ?? ''}
          />
          <SelectField
            label={t('account.language')}
            name="locale"
            defaultValue={account.locale}
            options={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <dl className="facts">
          <dt>{t('account.email')}</dt>
          <dd>{account.email}</dd>
          <dt>{t('account.roles')}</dt>
          <dd>{roles.map((role) => t(`role.${role}`)).join(', ')}</dd>
        </dl>
        <div className="row">
          <SubmitButton>{t('form.save')}</SubmitButton>
          <Link to="/account/password">{t('account.changePassword')}</Link>
          <Link to="/account/second-factor">{t('secondFactor.title')}</Link>
          <Link to="/account/data">{t('personal.title')}</Link>
        </div>
      </PostForm>
      <Letters />
      <Sessions />
    </main>
  )
}

function Letters() {
  const { t } = useTranslation()
  const { mailStopped } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('stopMail.title')}</h2>
      <p className="prose quiet">{t(mailStopped ? 'stopMail.ownStopped' : 'stopMail.own')}</p>
      <PostForm action="/account/letters">
        <SubmitButton kind="plain" name={mailStopped ? 'resume' : 'stop'} value="1">
          {t(mailStopped ? 'stopMail.resume' : 'stopMail.submit')}
        </SubmitButton>
      </PostForm>
    </section>
  )
}

function Sessions() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { sessions } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('account.sessions')}</h2>
      <p className="quiet">{t('account.sessionsIntro')}</p>
      <Table label={t('account.sessions')}>
        <thead>
          <tr>
            <th>{t('account.device')}</th>
            <th>{t('account.started')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <td>
                {session.agent || '–'} <span className="quiet">{session.address}</span>
              </td>
              <td className="nowrap">{formatMoment(session.createdAt, locale)}</td>
              <td className="num">
                {session.current ? (
                  <span className="chip" data-tone="active">
                    {t('account.current')}
                  </span>
                ) : (
                  <ActionButton action={`/account/sessions/${session.id}/ending`} kind="danger">
                    {t('account.end')}
                  </ActionButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {sessions.length > 1 && (
        <div>
          <ActionButton action="/account/sessions/ending">{t('account.endAll')}</ActionButton>
        </div>
      )}
    </section>
  )
}
