import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ActionButton } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { useReread, useWatch } from '#app/components/ui/use-reread.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatBytes, formatMoment, formatNumber } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { exportFormatNames, exportKinds, formatOf } from '#app/modules/exports/kinds.ts'
import { exportsOf, requestExport } from '#app/modules/exports/request-export.server.ts'
import { exportRequest } from '#app/modules/exports/schema.ts'

export const handle = { title: 'edition.tab.exports' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  return { edition: edition.number, rows: await exportsOf(edition.id) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const page = `/organizer/${edition.number}/exports`
  const form = await readForm(request, exportRequest)
  if (!form.ok) return redirectWithNotice(page, 'form.error.invalid', {}, 'error')
  const { kind, ...parameters } = form.value
  await requestExport(actor, edition.id, kind, parameters)
  return redirectWithNotice(page, 'export.requested')
}

export default function Exports() {
  const { t } = useTranslation()
  const { edition, rows } = useLoaderData<typeof loader>()
  const reread = useReread()
  useWatch(
    rows.some((row) => row.state === 'queued' || row.state === 'running'),
    reread,
  )
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.tab.exports')}</h1>
      <dl className="facts" data-wide>
        {exportKinds.map((kind) => (
          <Fragment key={kind}>
            <dt>
              <b>{t(`export.kind.${kind}`)}</b>
              <br />
              {t(`export.about.${kind}`)}
            </dt>
            <dd className="row">
              {exportFormatNames.map((format) => (
                <ActionButton
                  key={format}
                  action={`/organizer/${edition}/exports`}
                  fields={{ kind, format }}
                  label={t('export.make', { format: format.toUpperCase(), kind: t(`export.kind.${kind}`) })}
                >
                  {format.toUpperCase()}
                </ActionButton>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
      {rows.length === 0 ? <Empty>{t('export.none')}</Empty> : <Rows />}
    </div>
  )
}

function Rows() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { rows } = useLoaderData<typeof loader>()
  return (
    <Table label={t('edition.tab.exports')}>
      <thead>
        <tr>
          <th>{t('export.what')}</th>
          <th>{t('export.asked')}</th>
          <th>{t('export.by')}</th>
          <th>{t('entry.stateColumn')}</th>
          <th className="num">{t('export.rows')}</th>
          <th className="num">{t('receipt.size')}</th>
          <th>
            <span className="visually-hidden">{t('media.download')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {t(`export.kind.${row.kind}`)}{' '}
              <span className="quiet">{formatOf(row.parameters).toUpperCase()}</span>
            </th>
            <td className="nowrap">{formatMoment(row.createdAt, locale)}</td>
            <td>{row.by}</td>
            <td>
              {row.state === 'running' ? (
                <progress value={row.progress} max={1} aria-label={t('export.state.running')} />
              ) : (
                t(`export.state.${row.state}`)
              )}
            </td>
            <td className="num">{row.rows === null ? '' : formatNumber(row.rows, locale)}</td>
            <td className="num">{row.bytes === null ? '' : formatBytes(row.bytes, locale)}</td>
            <td>
              {row.available ? (
                <a className="button" href={`/resources/exports/${row.id}`}>
                  {t('media.download')}
                </a>
              ) : row.state === 'done' ? (
                t('export.expired')
              ) : (
                ''
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
