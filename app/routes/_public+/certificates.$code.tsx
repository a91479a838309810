import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { gone, notFound } from '#app/http/guard.server.ts'
import { entryNumber, formatDate, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { certificateBehind, isCertificate } from '#app/modules/results/certificates.server.ts'

export const handle = { title: 'certificate.pageTitle' }

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await certificateBehind(params.code!)
  if (found) return found
  return (await isCertificate(params.code!)) ? gone('certificate.gone', {}) : notFound()
}

/** Whether a certificate is true: what was published of it. */
export default function Certificate() {
  const { t } = useTranslation()
  const locale = useLocale()
  const row = useLoaderData<typeof loader>()
  return (
    <main id="main" className="narrow stack">
      <h1>{t('certificate.pageTitle')}</h1>
      <p className="notice">{t('certificate.stands', { day: formatDate(row.publishedAt, locale) })}</p>
      <dl className="facts">
        <dt>{t('results.prize')}</dt>
        <dd>
          <b>{t(`prize.${row.prize}`)}</b>
        </dd>
        <dt>{t('entry.edition')}</dt>
        <dd>
          {roman(row.edition)} ({row.year})
        </dd>
        <dt>{t('entry.number')}</dt>
        <dd>{entryNumber(row.edition, row.number)}</dd>
        <dt>{t('entry.title')}</dt>
        <dd dir="auto">{row.title}</dd>
        <dt>{t('entry.section.authors')}</dt>
        <dd>{row.authors.join(', ')}</dd>
        <dt>{t('screening.agency')}</dt>
        <dd>{row.agency || '–'}</dd>
        <dt>{t('entry.category')}</dt>
        <dd>{locale === 'vi' ? row.categoryVi : row.categoryEn}</dd>
      </dl>
    </main>
  )
}
