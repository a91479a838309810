import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Empty, Pager } from '#app/components/ui/table.tsx'
import { environment } from '#app/env.server.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { outboxPage } from '#app/modules/mail/outbox.server.ts'

export const handle = { title: 'admin.outbox' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const search = searchOf(request)
  const [at, id] = (search.get('after') ?? '').split('|')
  const { messages, more } = await outboxPage(
    search.get('q') ?? '',
    at && id && isMoment(at) ? { at: new Date(at), id } : undefined,
  )
  const last = messages.at(-1)
  return {
    messages,
    next: more && last ? `${last.createdAt.toISOString()}|${last.id}` : null,
    sends: environment().SMTP_URL !== undefined,
  }
}

export default function Outbox() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { messages, next, sends } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <p className="quiet">{t(sends ? 'admin.outboxSends' : 'admin.outboxIntro')}</p>
      {messages.length === 0 && <Empty>{t('admin.outboxEmpty')}</Empty>}
      <ul className="files">
        {messages.map((mail) => (
          <li key={mail.id}>
            <details>
              <summary>
                <b>{mail.subject}</b>{' '}
                <span className="quiet">
                  {mail.recipient} · {formatMoment(mail.createdAt, locale)} ·{' '}
                  {t(`admin.mailState.${mail.state}`)}
                </span>
              </summary>
              <MailBody text={mail.bodyClearedAt ? t('admin.outboxCleared') : mail.body} />
            </details>
          </li>
        ))}
      </ul>
      <Pager next={next} />
    </div>
  )
}

function MailBody({ text }: { text: string }) {
  const pieces = text.split(/(https?:\/\/\S+)/)
  return (
    <p className="pre prose">
      {pieces.map((piece, index) =>
        index % 2 ? (
          <a key={index} href={piece}>
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </p>
  )
}

const isMoment = (text: string) => /^20\d\d-/.test(text) && !Number.isNaN(Date.parse(text))
