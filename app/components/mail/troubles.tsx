import { Link } from '@remix-run/react'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { Troubles as Found } from '#app/modules/mail/undelivered.server.ts'
import { Fault } from './undelivered.tsx'

type AsSent = Omit<Found, 'server'> & {
  server: { since: Date | string; fault: string; nextAt: Date | string } | null
}

/** To the admin, on every page of theirs: a mail server that takes nothing, letters and jobs to look after. */
export function Troubles({ letters, server, jobs }: AsSent) {
  const { t } = useTranslation()
  const locale = useLocale()
  const stuck = letters.failed + letters.uncertain
  const dead = jobs.reduce((sum, job) => sum + job.count, 0)
  if (!server && stuck === 0 && dead === 0) return null
  return (
    <div className="notice stack" data-gap="small" data-kind="attention" role="status">
      {server && (
        <p>
          {t('admin.troubles.server', {
            since: formatMoment(server.since, locale),
            next: formatMoment(server.nextAt, locale),
          })}
          <Fault words={server.fault} />
        </p>
      )}
      {stuck > 0 && (
        <p>
          <Link to="/admin/outbox?state=failed">{t('admin.troubles.failed', { count: letters.failed })}</Link>
          {' · '}
          <Link to="/admin/outbox?state=uncertain">
            {t('admin.troubles.uncertain', { count: letters.uncertain })}
          </Link>
        </p>
      )}
      {dead > 0 && <p>{t('admin.troubles.jobs', { count: dead })}</p>}
    </div>
  )
}
