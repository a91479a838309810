import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ActionButton, PostForm, SelectField, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { useReread, useWatch } from '#app/components/ui/use-reread.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { failedForm, readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { entryNumber, formatBytes, formatDate, formatMoment, formatNumber } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { categoriesOf } from '#app/modules/editions/categories.server.ts'
import {
  exportFormatNames,
  exportKinds,
  formatOf,
  formatsOf,
  holdsContacts,
  narrowedBy,
} from '#app/modules/exports/kinds.ts'
import { exportsOf, requestExport } from '#app/modules/exports/request-export.server.ts'
import { presetsOf, savePreset } from '#app/modules/exports/presets.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'
import { takeTry } from '#app/modules/accounts/rate-limit.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { certificatesOf } from '#app/modules/results/certificates.server.ts'
import { exportRequest } from '#app/modules/exports/schema.ts'

export const handle = { title: 'edition.tab.exports' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const [rows, presets, categories, units, certificates] = await Promise.all([
    exportsOf(edition.id),
    presetsOf(edition.id),
    categoriesOf(edition.id),
    unitsOf(),
    edition.phase === 'published' ? certificatesOf(edition.number) : [],
  ])
  return {
    edition: edition.number,
    published: edition.phase === 'published',
    rows,
    presets,
    categories: categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
    places: units.map(({ frame, code, name }) => ({ value: `${frame}:${code}`, label: name })),
    certificates: certificates.map(({ code, prize, number, title }) => ({ code, prize, number, title })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  await requireRecentProof(request, actor, (form) => holdsContacts(form.get('kind')))
  const page = `/organizer/${edition.number}/exports`
  const form = await readForm(request, exportRequest)
  if (!form.ok) return redirectWithNotice(page, 'form.error.invalid', {}, 'error')
  const { kind, preset, ...asked } = form.value
  if (kind === 'certificates' && edition.phase !== 'published')
    return redirectWithNotice(page, 'export.notPublished', {}, 'error')
  const parameters = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
  for (const by of ['category', 'place'] as const)
    if (asked[by] && !narrowedBy(kind).includes(by))
      return failedForm(form.values, { [by]: { key: 'export.error.narrowed' } })
  if (asked.format && !formatsOf(kind).includes(asked.format))
    return failedForm(form.values, { format: { key: 'export.error.format' } })
  const wait = await takeTry('export-account', actor.userId)
  if (wait) return failedForm(form.values, { form: { key: 'auth.error.tooMany', values: { seconds: wait } } })
  if (preset !== '') {
    const saved = await savePreset(actor, edition.id, { name: preset, kind, parameters })
    if (!saved) notFound()
    if (isRefusal(saved)) return refusedForm(form.values, saved)
  }
  await requestExport(actor, edition.id, kind, parameters)
  return redirectWithNotice(page, 'export.requested')
}

export default function Exports() {
  const { t } = useTranslation()
  const { rows, presets } = useLoaderData<typeof loader>()
  const reread = useReread()
  useWatch(
    rows.some((row) => row.state === 'queued' || row.state === 'running'),
    reread,
  )
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.tab.exports')}</h1>
      {rows.length === 0 ? <Empty>{t('export.none')}</Empty> : <Rows />}
      {presets.length > 0 && <Presets />}
      <Kinds />
      <Custom />
      <Certificates />
      <p className="quiet prose">{t('export.reports')}</p>
      <p className="quiet prose">{t('export.csvNote')}</p>
    </div>
  )
}

function Kinds() {
  const { t } = useTranslation()
  const { edition, published } = useLoaderData<typeof loader>()
  return (
    <dl className="facts" data-wide>
      {exportKinds.map((kind) => (
        <Fragment key={kind}>
          <dt>
            <b>{t(`export.kind.${kind}`)}</b>
            <br />
            {t(`export.about.${kind}`)}
          </dt>
          <dd className="row">
            {kind === 'certificates' && !published ? (
              <span className="quiet">{t('export.notPublished')}</span>
            ) : (
              formatsOf(kind).map((format) => (
                <ActionButton
                  key={format}
                  action={`/organizer/${edition}/exports`}
                  fields={{ kind, format }}
                  label={t('export.make', { format: format.toUpperCase(), kind: t(`export.kind.${kind}`) })}
                >
                  {format.toUpperCase()}
                </ActionButton>
              ))
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** Anything with its choices, and under a name for the next time. */
function Custom() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, categories, places } = useLoaderData<typeof loader>()
  return (
    <PostForm action={`/organizer/${edition}/exports`} className="stack">
      <h2>{t('export.custom')}</h2>
      <div className="columns">
        <SelectField
          label={t('export.what')}
          name="kind"
          defaultValue="mediaZip"
          options={exportKinds.map((kind) => ({ value: kind, label: t(`export.kind.${kind}`) }))}
        />
        <SelectField
          label={t('export.format')}
          name="format"
          defaultValue="zip"
          options={exportFormatNames.map((format) => ({ value: format, label: format.toUpperCase() }))}
        />
        <SelectField
          label={t('export.category')}
          name="category"
          empty={t('export.anyCategory')}
          options={categories.map((row) => ({
            value: row.id,
            label: locale === 'vi' ? row.nameVi : row.nameEn,
          }))}
        />
        <SelectField
          label={t('export.place')}
          name="place"
          empty={t('export.anyPlace')}
          options={[
            ...places,
            ...(['central', 'overseas', 'foreign'] as const).map((value) => ({
              value,
              label: t(`bucket.${value}`),
            })),
          ]}
        />
        <TextField label={t('export.preset.name')} hint={t('export.preset.hint')} name="preset" optional />
      </div>
      <div>
        <SubmitButton kind="plain">{t('export.custom')}</SubmitButton>
      </div>
    </PostForm>
  )
}

function Presets() {
  const { t } = useTranslation()
  const { edition, presets } = useLoaderData<typeof loader>()
  return (
    <section className="stack" data-gap="small">
      <h2>{t('export.preset.title')}</h2>
      {presets.map((preset) => (
        <div key={preset.id} className="row">
          <ActionButton
            action={`/organizer/${edition}/exports`}
            fields={{ ...preset.parameters, kind: preset.kind }}
          >
            {t('export.preset.make', { name: preset.name })}
          </ActionButton>
          <ActionButton
            action={`/organizer/${edition}/exports/presets/${preset.id}/removal`}
            label={t('export.preset.remove', { name: preset.name })}
          >
            ✕
          </ActionButton>
        </div>
      ))}
    </section>
  )
}

function Certificates() {
  const { t } = useTranslation()
  const { edition, certificates } = useLoaderData<typeof loader>()
  if (certificates.length === 0) return null
  return (
    <details>
      <summary className="button">{t('certificate.each')}</summary>
      <Table label={t('certificate.each')}>
        <thead>
          <tr>
            <th>{t('results.prize')}</th>
            <th>{t('entry.number')}</th>
            <th>{t('entry.title')}</th>
            <th>
              <span className="visually-hidden">{t('media.download')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {certificates.map((row) => (
            <tr key={row.code}>
              <td>{t(`prize.${row.prize}`)}</td>
              <td className="nowrap">{entryNumber(edition, row.number)}</td>
              <th scope="row" className="title" dir="auto">
                {row.title}
              </th>
              <td>
                <a
                  href={`/organizer/${edition}/exports/certificates/${row.code}`}
                  aria-label={t('certificate.download', { number: entryNumber(edition, row.number) })}
                >
                  PDF
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}

function Rows() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { rows, edition, categories, places } = useLoaderData<typeof loader>()
  const chosen = ({ category, place }: { category?: string; place?: string }) =>
    [
      categories.find((one) => one.id === category)?.[locale === 'vi' ? 'nameVi' : 'nameEn'],
      places.find((one) => one.value === place)?.label ?? (place && t(computed(`bucket.${place}`))),
    ]
      .filter(Boolean)
      .join(', ')
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
              <span className="quiet">{formatOf(row.kind, row.parameters).toUpperCase()}</span>
              {chosen(row.parameters) && <span className="quiet small"> {chosen(row.parameters)}</span>}
            </th>
            <td className="nowrap">{formatMoment(row.createdAt, locale)}</td>
            <td>{row.by}</td>
            <td>
              {row.state === 'running' ? (
                <progress value={row.progress} max={1} aria-label={t('export.state.running')} />
              ) : (
                t(`export.state.${row.state}`)
              )}
              {row.failures && row.failures.length > 0 && (
                <p className="error">
                  {t('export.failures', {
                    count: row.failures.length,
                    list: row.failures.slice(0, 10).join(', '),
                  })}
                </p>
              )}
            </td>
            <td className="num">{row.rows === null ? '' : formatNumber(row.rows, locale)}</td>
            <td className="num">{row.bytes === null ? '' : formatBytes(row.bytes, locale)}</td>
            <td>
              {row.state === 'queued' || row.state === 'running' ? (
                <ActionButton action={`/organizer/${edition}/exports/${row.id}/cancelling`}>
                  {t('export.cancel')}
                </ActionButton>
              ) : row.state === 'failed' || row.state === 'cancelled' ? (
                <ActionButton action={`/organizer/${edition}/exports/${row.id}/retrying`}>
                  {t('export.retry')}
                </ActionButton>
              ) : row.available ? (
                <>
                  <a className="button" href={`/resources/exports/${row.id}`}>
                    {t('media.download')}
                  </a>
                  {row.expiresAt && (
                    <span className="quiet small nowrap">
                      {' '}
                      {t('export.until')} {formatDate(row.expiresAt, locale)}
                    </span>
                  )}
                </>
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
