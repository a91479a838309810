import { Link, useLoaderData } from '@remix-run/react'
import { Table } from '#app/components/ui/table.tsx'
import { mailAddress } from '#app/env.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { consentVersion } from '#app/modules/accounts/consent.ts'
import { retentionLines } from '#app/modules/privacy/retention.ts'

export const handle = { title: 'privacy.title' }

export const loader = () => ({ office: mailAddress() })

export default function Privacy() {
  const { t } = useTranslation()
  const { office } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <article className="prose stack">
        <h1>{t('privacy.title')}</h1>
        <p>{t('privacy.consent.text')}</p>
        <p>{t('privacy.rights', { version: consentVersion })}</p>
        <p>{office ? t('personal.office', { address: office }) : t('personal.officeUnknown')}</p>
        <p>
          <Link to="/account/data">{t('personal.title')}</Link>
        </p>
      </article>
      <section className="stack">
        <h2>{t('personal.retention.title')}</h2>
        <Table label={t('personal.retention.title')}>
          <thead>
            <tr>
              <th>{t('personal.retention.what')}</th>
              <th>{t('personal.retention.how')}</th>
            </tr>
          </thead>
          <tbody>
            {retentionLines.map((line) => (
              <tr key={line}>
                <th scope="row">{t(`personal.retention.${line}.what`)}</th>
                <td>{t(`personal.retention.${line}.how`)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
    </main>
  )
}
