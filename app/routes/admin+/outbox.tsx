import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Fault } from '#app/components/mail/undelivered.tsx'
import { ConfirmedAction } from '#app/components/ui/form.tsx'
import { Empty, Pager } from '#app/components/ui/table.tsx'
import { environment } from '#app/env.server.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { resending } from '#app/modules/mail/letter-moves.ts'
import { mailStates } from '#app/modules/mail/mail.ts'
import { outboxPage } from '#app/modules/mail/outbox.server.ts'
import { troubles } from '#app/modules/mail/undelivered.server.ts'

export const handle = { title: 'admin.outbox' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const search = searchOf(request)
  const [at, id] = (search.get('after') ?? '').split('|')
  const state = mailStates.find((one) => one === search.get('state'))
  const [{ messages, more }, { letters, jobs }] = await Promise.all([
    outboxPage(search.get('q') ?? '', at && id && isMoment(at) ? { at: new Date(at), id } : undefined, state),
    troubles(),
  ])
  const last = messages.at(-1)
  return {
    messages,
    state,
    letters,
    jobs,
    next: more && last ? `${last.createdAt.toISOString()}|${last.id}` : null,
    sends: environment().SMTP_URL !== undefined,
  }
}

export default function Outbox() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { messages, next, sends, state, letters, jobs } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <p className="quiet">{t(sends ? 'admin.outboxSends' : 'admin.outboxIntro')}</p>
      <nav className="row" aria-label={t('admin.state')}>
        <Link to="/admin/outbox" aria-current={state ? undefined : 'true'}>
          {t('admin.resend.allStates')}
        </Link>
        {(['waiting', 'failed', 'uncertain'] as const).map((one) => (
          <Link key={one} to={`/admin/outbox?state=${one}`} aria-current={state === one ? 'true' : undefined}>
            {t(`admin.mailState.${one}`)} ({letters[one]})
          </Link>
        ))}
      </nav>
      {letters.waiting + letters.failed > 0 && (
        <ConfirmedAction
          action="/admin/outbox/resending"
          label={t('admin.resend.all')}
          consequence={t('admin.resend.allMeans', { count: letters.waiting + letters.failed })}
          kind="plain"
        />
      )}
      {jobs.length > 0 && (
        <ConfirmedAction
          action="/admin/outbox/jobs"
          label={t('admin.resend.jobs')}
          consequence={t('admin.resend.jobsMean', {
            list: jobs.map(({ task, count }) => `${task} (${count})`).join(', '),
          })}
          kind="plain"
        />
      )}
      {messages.length === 0 && <Empty>{t('admin.outboxEmpty')}</Empty>}
      <ul className="files">
        {messages.map((mail) => (
          <li key={mail.id}>
            <Link to={`/admin/outbox/${mail.id}`}>
              <b>{mail.subject}</b>
            </Link>{' '}
            <span className="quiet">
              {mail.recipient} · {formatMoment(mail.createdAt, locale)} · {t(`admin.mailState.${mail.state}`)}
            </span>
            {mail.fault && mail.state !== 'sent' && (
              <p>
                <Fault words={mail.fault} />
              </p>
            )}
            {mail.state === 'waiting' && (
              <p>{t('admin.resend.next', { at: formatMoment(mail.nextAt, locale) })}</p>
            )}
            {resending(mail.state) && (
              <ConfirmedAction
                action="/admin/outbox/resending"
                label={t('admin.resend.one')}
                consequence={t(`admin.resend.means.${resending(mail.state)!}`, { email: mail.recipient })}
                kind="plain"
              >
                <input type="hidden" name="letter" value={mail.id} />
              </ConfirmedAction>
            )}
          </li>
        ))}
      </ul>
      <Pager next={next} />
    </div>
  )
}

const isMoment = (text: string) => /^20\d\d-/.test(text) && !Number.isNaN(Date.parse(text))
