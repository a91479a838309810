import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Table } from '#app/components/ui/table.tsx'
import { notFound } from '#app/http/guard.server.ts'
import { entryNumber, formatBytes, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { receiptOf } from '#app/modules/entries/receipt.server.ts'

export const handle = { title: 'receipt.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  return (await receiptOf(params.code!)) ?? notFound()
}

export default function Receipt() {
  const { t } = useTranslation()
  const locale = useLocale()
  const receipt = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack">
      <h1>{t('receipt.heading', { number: entryNumber(receipt.edition, receipt.number) })}</h1>
      <p className="notice" data-kind={receipt.state === 'withdrawn' ? 'attention' : undefined}>
        {t(receipt.state === 'withdrawn' ? 'receipt.withdrawn' : 'receipt.valid')}
      </p>
      <dl className="facts">
        <dt>{t('receipt.time')}</dt>
        <dd>{formatMoment(receipt.submittedAt, locale)}</dd>
        {receipt.supplementedAt && (
          <>
            <dt>{t('receipt.supplemented')}</dt>
            <dd>{formatMoment(receipt.supplementedAt, locale)}</dd>
          </>
        )}
      </dl>
      {receipt.files.length === 0 ? (
        <p>{t('receipt.none')}</p>
      ) : (
        <Table label={t('receipt.file')}>
          <thead>
            <tr>
              <th>{t('receipt.file')}</th>
              <th className="num">{t('receipt.size')}</th>
              <th>{t('receipt.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {receipt.files.map((file, index) => (
              <tr key={index}>
                <th scope="row">{t(`mediaKind.${file.kind}`)}</th>
                <td className="num">{formatBytes(file.bytes, locale)}</td>
                <td>
                  <code>{file.sha256 ?? t('receipt.computing')}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </main>
  )
}
