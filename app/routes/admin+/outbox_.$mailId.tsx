import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { readLetter } from '#app/modules/mail/outbox.server.ts'

export const handle = { title: 'admin.outbox' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  return (await readLetter(actor, params.mailId!)) ?? notFound()
}

export default function Letter() {
  const { t } = useTranslation()
  const locale = useLocale()
  const letter = useLoaderData<typeof loader>()
  return (
    <article className="stack">
      <h2>{letter.subject}</h2>
      <p className="quiet">
        {letter.recipient} · {formatMoment(letter.createdAt, locale)} · {t(`admin.mailState.${letter.state}`)}
      </p>
      <p className="pre prose">{letter.bodyClearedAt ? t('admin.outboxCleared') : letter.body}</p>
      <p className="quiet small">{t('admin.outboxRead')}</p>
      <p>
        <Link to="/admin/outbox">{t('admin.outbox')}</Link>
      </p>
    </article>
  )
}
